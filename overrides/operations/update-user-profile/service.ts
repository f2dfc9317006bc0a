import { badRequest } from '../../../generated/http/errors.js';
import type { UpdateUserProfileService } from '../../../generated/operations/update-user-profile/service.js';
import { changeProfile } from '../../auth/accounts/change-profile.js';
import { profileOf } from '../../auth/accounts/profile.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Changes the fields that are sent of the caller's own profile. The contract has refused all others. */
export const updateUserProfile: UpdateUserProfileService = async ({ body, principal }, context) => {
  const outcome = await changeProfile(callerOf(principal), body, context, context.repository);
  if (outcome.kind === 'refused') throw badRequest(outcome.faults);
  return { status: 200, body: profileOf(outcome.user) };
};
