import type { LogoutUserService } from '../../../generated/operations/logout-user/service.js';
import { logOut } from '../../auth/sessions/end-own.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Ends the session of the call. */
export const logoutUser: LogoutUserService = async ({ principal }, context) => {
  await logOut(callerOf(principal), context);
  return { status: 204 };
};
