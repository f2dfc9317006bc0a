import { listSession } from '../../../generated/entities/index.js';
import type { Session, User } from '../../../generated/entities/index.js';

/**
 * Whether a session stands: its absolute end has not come, and it is not of an epoch that the user has left behind.
 *
 * @param epoch the user's `sessionEpoch`
 */
export function isStanding({ endsAt, sessionEpoch }: Session, epoch: number, now: Date): boolean {
  return Date.parse(endsAt) > now.getTime() && sessionEpoch >= epoch;
}

/** Whether a session lets its user in: it stands, and the account is active. */
export function isAdmitted(session: Session, { status, sessionEpoch }: User, now: Date): boolean {
  return status === 'ACTIVE' && isStanding(session, sessionEpoch, now);
}

/** All sessions of a user that the table holds, also those that no longer stand. */
export async function allSessions(userId: string, list = listSession): Promise<readonly Session[]> {
  const sessions: Session[] = [];
  let page = await list({ userId }, { consistent: true });
  for (;;) {
    sessions.push(...page.items);
    if (page.next === undefined) return sessions;
    page = await list({ userId }, { consistent: true, after: page.next });
  }
}
