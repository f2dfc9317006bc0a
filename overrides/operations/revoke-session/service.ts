import type { RevokeSessionService } from '../../../generated/operations/revoke-session/service.js';
import { endOwnSession } from '../../auth/sessions/end-own.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Ends one of the caller's sessions. */
export const revokeSession: RevokeSessionService = async ({ path, principal }, context) => {
  if (await endOwnSession(callerOf(principal), path.sessionId, context, context.repository)) return { status: 204 };
  return { status: 404, body: { error: 'SESSION_NOT_FOUND', message: 'There is no such session.' } };
};
