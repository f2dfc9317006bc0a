import type { listSession, Session as StoredSession } from '../../../generated/entities/index.js';
import type { Session } from '../../../generated/schemas/session.js';
import type { DomainContext } from '../context.js';
import type { Caller } from './principal.js';
import { allSessions, isStanding } from './standing.js';

/**
 * The caller's sessions that stand, as their owner sees them, the latest login first. Not by their last use: a session
 * that is used between two pages would be on neither.
 */
export async function shownSessions(
  caller: Caller,
  context: Pick<DomainContext, 'now' | 'settings'>,
  list: typeof listSession,
): Promise<Session[]> {
  const { userId, sessionId, sessionEpoch } = caller;
  return (await allSessions(userId, list))
    .filter((session) => isStanding(session, sessionEpoch, context))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || a.originJti.localeCompare(b.originJti))
    .map((session) => shown(session, sessionId));
}

/** No token, and no hash of one. */
function shown({ originJti, createdAt, lastUsedAt, userAgent, address }: StoredSession, current: string): Session {
  return { sessionId: originJti, createdAt, lastUsedAt, userAgent, address, current: originJti === current };
}
