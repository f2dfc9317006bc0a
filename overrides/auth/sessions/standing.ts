import { listSession } from '../../../generated/entities/index.js';
import type { Session, User } from '../../../generated/entities/index.js';
import type { DomainContext } from '../context.js';

/** What decides beside the items: the time, and the setting of the stage that ends earlier sessions. */
type StandingContext = Pick<DomainContext, 'now' | 'settings'>;

/**
 * Whether a session stands: its absolute end has not come, it is not of an epoch that the user has left behind, and did
 * not begin before sessions of this stage are valid.
 *
 * @param epoch the user's `sessionEpoch`
 */
export function isStanding(
  { createdAt, endsAt, sessionEpoch }: Session,
  epoch: number,
  { now, settings }: StandingContext,
): boolean {
  // A time that cannot be read lets nobody in.
  const isOfValidTime = Date.parse(createdAt) >= Date.parse(settings.sessionsValidFrom);
  return isOfValidTime && Date.parse(endsAt) > now().getTime() && sessionEpoch >= epoch;
}

/** Whether a session lets its user in: it stands, and the account is active. */
export function isAdmitted(session: Session, { status, sessionEpoch }: User, context: StandingContext): boolean {
  return status === 'ACTIVE' && isStanding(session, sessionEpoch, context);
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
