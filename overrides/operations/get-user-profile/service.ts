import { unauthorized } from '../../../generated/http/errors.js';
import type { GetUserProfileService } from '../../../generated/operations/get-user-profile/service.js';
import { activeAccount } from '../../auth/accounts/active-account.js';
import { profileOf } from '../../auth/accounts/profile.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Answers the caller's own profile. */
export const getUserProfile: GetUserProfileService = async ({ principal }) => {
  const user = await activeAccount(callerOf(principal).userId);
  // Deleted since the authorizer looked.
  if (user === undefined) throw unauthorized();
  return { status: 200, body: profileOf(user) };
};
