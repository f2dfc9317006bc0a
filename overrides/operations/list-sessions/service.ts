import type { Session as StoredSession } from '../../../generated/entities/index.js';
import type { ListSessionsService } from '../../../generated/operations/list-sessions/service.js';
import type { Session } from '../../../generated/schemas/session.js';
import { callerOf } from '../../auth/sessions/principal.js';
import { allSessions, isStanding } from '../../auth/sessions/standing.js';

/** Lists the caller's sessions that stand, the last used first. */
export const listSessions: ListSessionsService = async ({ principal }, context) => {
  const { userId, sessionId, sessionEpoch } = callerOf(principal);
  const sessions = (await allSessions(userId))
    .filter((session) => isStanding(session, sessionEpoch, context.now()))
    .sort((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt))
    .map((session) => shown(session, sessionId));
  return { status: 200, body: { sessions } };
};

/** What the owner sees of a session: no token, and no hash of one. */
function shown({ originJti, createdAt, lastUsedAt, userAgent, address }: StoredSession, current: string): Session {
  return { sessionId: originJti, createdAt, lastUsedAt, userAgent, address, current: originJti === current };
}
