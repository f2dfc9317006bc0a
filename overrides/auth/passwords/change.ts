import { createAccountIntent } from '../../../generated/entities/index.js';
import { unauthorized } from '../../../generated/http/errors.js';
import { activeAccount } from '../accounts/active-account.js';
import { newIntent } from '../accounts/account-intent.js';
import type { RequestContext } from '../context.js';
import { reauthenticate, type FreshProof } from '../login/reauthenticate.js';
import type { Caller } from '../sessions/principal.js';
import { notAccepted, passwordFaults } from './policy.js';
import { setPassword } from './set-password.js';

/** How a change of password ended. */
export type ChangeOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'not-proven' }
  | { readonly kind: 'password-refused'; readonly faults: readonly string[] };

/**
 * Sets a new password after fresh proof. The caller's session survives, the others end. The new password is judged
 * first, so that one that is refused costs no code.
 *
 * @throws HttpError 401 when the account is being deleted, 429, 503, and the errors of AWS
 */
export async function replacePassword(
  { userId, sessionId }: Caller,
  newPassword: string,
  proof: FreshProof,
  context: RequestContext,
): Promise<ChangeOutcome> {
  const user = await activeAccount(userId);
  if (user === undefined) throw unauthorized();
  const faults = passwordFaults(newPassword, user);
  if (faults.length > 0) return { kind: 'password-refused', faults };
  if (!(await reauthenticate(user, proof, context))) return { kind: 'not-proven' };
  const intent = newIntent(userId, 'PASSWORD', context.now());
  await createAccountIntent(intent);
  const kept = { userId, originJti: sessionId };
  const isSet = await setPassword(newPassword, { intent, kept }, context);
  return isSet ? { kind: 'changed' } : { kind: 'password-refused', faults: [notAccepted] };
}
