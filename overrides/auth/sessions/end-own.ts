import type { RevokeSessionRepository } from '../../../generated/operations/revoke-session/repository.js';
import type { FlowContext } from '../context.js';
import { endSession, endSurplusSessions } from './end.js';
import type { Caller } from './principal.js';

/** Ends the session of the call. One that somebody else has ended meanwhile is as good. */
export async function logOut({ userId, sessionId }: Caller, context: FlowContext): Promise<void> {
  await endSession({ userId, originJti: sessionId }, context);
  context.audit({ event: 'logout', outcome: 'success', subject: userId });
}

/** Ends what sessions an account has too many of after a login, the oldest ones. */
export async function endSurplus(userId: string, context: FlowContext): Promise<void> {
  if ((await endSurplusSessions(userId, context)) === 0) return;
  context.audit({ event: 'session.revoke', outcome: 'success', subject: userId, reason: 'TOO_MANY_SESSIONS' });
}

/**
 * Ends one of the caller's sessions. The key begins with the caller's own id, so that somebody else's session is one
 * that does not exist (ASVS 5.0, 8.2.2).
 *
 * @returns false when there is no such session
 */
export async function endOwnSession(
  { userId }: Caller,
  sessionId: string,
  context: FlowContext,
  { getSession }: RevokeSessionRepository,
): Promise<boolean> {
  const ended = await endSession({ userId, originJti: sessionId.toLowerCase() }, context, getSession);
  if (ended === undefined) {
    context.audit({ event: 'session.revoke', outcome: 'failure', subject: userId, reason: 'SESSION_NOT_FOUND' });
    return false;
  }
  context.audit({ event: 'session.revoke', outcome: 'success', subject: userId });
  return true;
}
