import type { LogoutUserService } from '../../../generated/operations/logout-user/service.js';
import { endSession } from '../../auth/sessions/end.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Ends the session of the call. One that somebody else has ended meanwhile is as good. */
export const logoutUser: LogoutUserService = async ({ principal }, context) => {
  const { userId, sessionId } = callerOf(principal);
  await endSession({ userId, originJti: sessionId }, context);
  context.audit({ event: 'logout', outcome: 'success', subject: userId });
  return { status: 204 };
};
