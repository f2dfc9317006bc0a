import { randomUUID } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { updateSessionPart, updateUserPart } from '../../../generated/entities/index.js';
import type { SessionKey, User, UserChange } from '../../../generated/entities/index.js';
import type { DomainContext } from '../context.js';
import { commit } from '../transactions.js';
import { endSession } from './end.js';
import { allSessions } from './standing.js';

/** What happens beside the change of the account. */
export interface Ending {
  /** The caller's own session, which survives: it moves into the new epoch. Without one all sessions end. */
  readonly kept?: SessionKey | undefined;
  /** More parts of the same transaction. None may be about the user or the kept session: a transaction takes each item once. */
  readonly parts?: readonly TransactWriteItem[];
}

/** Sessions that are ended at the same time. */
const atOnce = 10;

/**
 * Changes an account and ends its sessions with it: in one transaction the change is made, `User.sessionEpoch` raised
 * and the kept session taken along. From then on sessions, logins, refreshes and challenges of earlier epochs are dead
 * (ASVS 5.0, 7.4.3); removing and revoking them follows and may fail.
 *
 * @param user as read before the proof; the change is refused when its epoch was raised since
 * @returns false when the account was changed by somebody else, is being deleted, or the kept session has ended
 * @throws the errors of DynamoDB; the change may then have been made
 */
export async function changeEndingSessions(
  user: User,
  change: UserChange,
  ending: Ending,
  context: DomainContext,
): Promise<boolean> {
  const parts = [...endingParts(user, change, ending.kept), ...(ending.parts ?? [])];
  // With a token, so that a time-out can be tried again without raising the epoch twice.
  const { committed } = await commit(parts, { token: randomUUID() });
  if (committed) await endEarlierSessions(user.userId, user.sessionEpoch + 1, context);
  return committed;
}

/** The parts of a transaction that make a change and raise the epoch, for one that `changeEndingSessions` does not fit. */
export function endingParts(user: User, change: UserChange, kept?: SessionKey): readonly TransactWriteItem[] {
  const { userId, sessionEpoch } = user;
  const next = { sessionEpoch: sessionEpoch + 1 };
  const isUnchanged = { status: 'ACTIVE', sessionEpoch } as const;
  return [
    updateUserPart({ userId }, { ...change, set: { ...change.set, ...next }, if: { ...change.if, ...isUnchanged } }),
    ...(kept === undefined ? [] : [updateSessionPart(kept, { set: next, if: { sessionEpoch } })]),
  ];
}

/**
 * Removes the sessions of epochs before this one and revokes their tokens. They are dead already, so a failure is
 * logged and goes no further: the table drops what is left in time. Challenges are left to the sweep.
 */
export async function endEarlierSessions(userId: string, epoch: number, context: DomainContext): Promise<void> {
  try {
    const earlier = (await allSessions(userId)).filter(({ sessionEpoch }) => sessionEpoch < epoch);
    for (let from = 0; from < earlier.length; from += atOnce) {
      await Promise.all(earlier.slice(from, from + atOnce).map((session) => endSession(session, context)));
    }
  } catch (error) {
    context.logger.warn('Sessions that no longer stand could not be removed.', { error });
  }
}
