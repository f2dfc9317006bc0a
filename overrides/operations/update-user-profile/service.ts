import { updateUser } from '../../../generated/entities/index.js';
import { badRequest, unauthorized } from '../../../generated/http/errors.js';
import type { UpdateUserProfileService } from '../../../generated/operations/update-user-profile/service.js';
import { activeAccount } from '../../auth/accounts/active-account.js';
import { profileFaults, storedChange } from '../../auth/accounts/profile-change.js';
import { profileOf } from '../../auth/accounts/profile.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Changes the fields that are sent of the caller's own profile. The contract has refused all others. */
export const updateUserProfile: UpdateUserProfileService = async ({ body, principal }, context) => {
  const { userId } = callerOf(principal);
  const faults = profileFaults(body, context.now());
  if (faults.length > 0) throw badRequest(faults);
  const isChange = Object.values(body).some((value) => value !== undefined);
  const updatedAt = context.now().toISOString();
  const user = isChange
    ? await updateUser({ userId }, { set: { ...storedChange(body), updatedAt }, if: { status: 'ACTIVE' } })
    : await activeAccount(userId);
  // Deleted since the authorizer looked.
  if (user === undefined) throw unauthorized();
  context.audit({ event: 'profile.update', outcome: 'success', subject: userId });
  return { status: 200, body: profileOf(user) };
};
