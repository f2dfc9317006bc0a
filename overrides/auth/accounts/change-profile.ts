import type { User } from '../../../generated/entities/index.js';
import type { FieldError } from '../../../generated/http/error-facts.js';
import { unauthorized } from '../../../generated/http/errors.js';
import type { UpdateUserProfileRepository } from '../../../generated/operations/update-user-profile/repository.js';
import type { UpdateUserProfileRequest } from '../../../generated/schemas/update-user-profile-request.js';
import type { FlowContext } from '../context.js';
import type { Caller } from '../sessions/principal.js';
import { accountOf } from './active-account.js';
import { profileFaults, storedChange } from './profile-change.js';

/** How a change of a profile ended. */
export type ProfileOutcome =
  | { readonly kind: 'changed'; readonly user: User }
  | { readonly kind: 'refused'; readonly faults: readonly FieldError[] };

/**
 * Changes those fields of the caller's own profile that are sent.
 *
 * @throws HttpError 401 when the account was deleted meanwhile; the errors of DynamoDB
 */
export async function changeProfile(
  caller: Caller,
  change: UpdateUserProfileRequest,
  context: FlowContext,
  { getUser, updateUser }: UpdateUserProfileRepository,
): Promise<ProfileOutcome> {
  const { userId } = caller;
  const faults = profileFaults(change, context.now());
  if (faults.length > 0) return { kind: 'refused', faults };
  const isChange = Object.values(change).some((value) => value !== undefined);
  const updatedAt = context.now().toISOString();
  const user = isChange
    ? await updateUser({ userId }, { set: { ...storedChange(change), updatedAt }, if: { status: 'ACTIVE' } })
    : await accountOf(caller, getUser);
  if (user === undefined) throw unauthorized();
  context.audit({ event: 'profile.update', outcome: 'success', subject: userId });
  return { kind: 'changed', user };
}
