import type { GetUserProfileService } from '../../../generated/operations/get-user-profile/service.js';
import { accountOf } from '../../auth/accounts/active-account.js';
import { profileOf } from '../../auth/accounts/profile.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Answers the caller's own profile. */
export const getUserProfile: GetUserProfileService = async ({ principal }, context) => ({
  status: 200,
  body: profileOf(await accountOf(callerOf(principal), context.repository.getUser)),
});
