import type { RevokeSessionService } from '../../../generated/operations/revoke-session/service.js';
import { endSession } from '../../auth/sessions/end.js';
import { callerOf } from '../../auth/sessions/principal.js';

/**
 * Ends one of the caller's sessions. The key begins with the caller's own id, so that somebody else's session is one
 * that does not exist (ASVS 5.0, 8.2.2).
 */
export const revokeSession: RevokeSessionService = async ({ path, principal }, context) => {
  const { userId } = callerOf(principal);
  const ended = await endSession({ userId, originJti: path.sessionId.toLowerCase() }, context);
  if (ended === undefined) {
    context.audit({ event: 'session.revoke', outcome: 'failure', subject: userId, reason: 'SESSION_NOT_FOUND' });
    return { status: 404, body: { error: 'SESSION_NOT_FOUND', message: 'There is no such session.' } };
  }
  context.audit({ event: 'session.revoke', outcome: 'success', subject: userId });
  return { status: 204 };
};
