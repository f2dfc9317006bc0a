import { randomUUID } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { updateSessionPart, updateUserPart } from '../../../generated/entities/index.js';
import type { SessionKey, User, UserChange } from '../../../generated/entities/index.js';
import { commit } from '../transactions.js';

/** What happens beside the change of the account. */
export interface Ending {
  /** The caller's own session, which survives: it moves into the new epoch. Without one all sessions end. */
  readonly kept?: SessionKey | undefined;
  /** More parts of the same transaction. None may be about the user or the kept session: a transaction takes each item once. */
  readonly parts?: readonly TransactWriteItem[];
}

/**
 * Changes an account and ends its sessions with it: in one transaction the change is made, `User.sessionEpoch` raised
 * and the kept session taken along. From then on sessions, logins, refreshes and challenges of earlier epochs are dead
 * (ASVS 5.0, 7.4.3). Removing and revoking them is the next step, `endEarlierSessions`, and may fail.
 *
 * @param user as read before the proof; the change is refused when its epoch was raised since
 * @returns false when the account was changed by somebody else, is being deleted, or the kept session has ended
 * @throws the errors of DynamoDB; the change may then have been made
 */
export async function changeEndingSessions(
  user: User,
  change: UserChange,
  { kept, parts = [] }: Ending,
): Promise<boolean> {
  const { userId, sessionEpoch } = user;
  const next = { sessionEpoch: epochAfter(user) };
  const isUnchanged = { status: 'ACTIVE', sessionEpoch } as const;
  const all = [
    updateUserPart({ userId }, { ...change, set: { ...change.set, ...next }, if: { ...change.if, ...isUnchanged } }),
    ...(kept === undefined ? [] : [updateSessionPart(kept, { set: next, if: { sessionEpoch } })]),
    ...parts,
  ];
  // With a token, so that a time-out can be tried again without raising the epoch twice.
  return (await commit(all, { token: randomUUID() })).committed;
}

/** The epoch of an account whose sessions `changeEndingSessions` has ended. */
export function epochAfter({ sessionEpoch }: User): number {
  return sessionEpoch + 1;
}

/** The change of an account that ends all sessions, whatever its epoch is. */
export const raisedEpoch = { add: { sessionEpoch: 1 } } as const;
