import { randomUUID } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { checkUserPart, getSession, getUser, updateSessionPart } from '../../../generated/entities/index.js';
import type { Session, User } from '../../../generated/entities/index.js';
import { serviceUnavailable } from '../../../generated/http/errors.js';
import type { RequestContext } from '../context.js';
import { commit } from '../transactions.js';
import { isAdmitted } from './standing.js';

/** A session with its user. */
export interface Refreshable {
  readonly session: Session;
  readonly user: User;
}

/** The next refresh token of a session as it is stored. */
export interface NextToken {
  readonly counter: number;
  readonly hash: string;
  /** Hash of the token that it replaces. */
  readonly previous: string;
}

/** Changes of the account by its own session that one refresh outlasts. */
const maxRounds = 5;

/** Seconds. */
const retryAfterChanges = 1;

/**
 * Raises the counter of a session to that of the next token, unless a parallel or earlier refresh has done so: then the
 * time of that one counts, or repeating would prolong the grace. The write holds only while the session stands and the
 * account's epoch is the one that was read. When it does not hold, both are read again, for the session may have been
 * taken along into a new epoch.
 *
 * @param found as read before Cognito was asked
 * @returns false when the session has ended meanwhile
 * @throws HttpError 503 when the account changes all the time; the errors of DynamoDB
 */
export async function raiseCounter(found: Refreshable, next: NextToken, context: RequestContext): Promise<boolean> {
  let current: Refreshable | undefined = found;
  for (let round = 1; round <= maxRounds; round += 1) {
    if (current.session.refreshCounter < next.counter) {
      const { committed } = await commit(parts(current, next, context.now().toISOString()), { token: randomUUID() });
      if (committed) return true;
    } else if (round > 1) return true;
    current = await readAgain(current, context);
    if (current === undefined) return false;
  }
  throw serviceUnavailable(retryAfterChanges);
}

function parts(
  { session, user: { userId, sessionEpoch } }: Refreshable,
  { counter, hash, previous }: NextToken,
  at: string,
): readonly TransactWriteItem[] {
  const set = {
    refreshCounter: counter,
    refreshHash: hash,
    previousRefreshHash: previous,
    refreshedAt: at,
    lastUsedAt: at,
  };
  return [
    checkUserPart({ userId }, { status: 'ACTIVE', sessionEpoch }),
    updateSessionPart(session, { set, if: { sessionEpoch: session.sessionEpoch, refreshCounter: counter - 1 } }),
  ];
}

async function readAgain({ session, user }: Refreshable, context: RequestContext): Promise<Refreshable | undefined> {
  const [sessionNow, userNow] = await Promise.all([
    getSession(session, { consistent: true }),
    getUser(user, { consistent: true }),
  ]);
  if (!sessionNow || !userNow || !isAdmitted(sessionNow, userNow, context)) return undefined;
  return { session: sessionNow, user: userNow };
}
