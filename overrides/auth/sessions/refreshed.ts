import { randomUUID } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import {
  checkUserPart,
  putRefreshTokenHashPart,
  getRefreshTokenHash,
  getSession,
  getUser,
  updateRefreshTokenHashPart,
  updateSessionPart,
} from '../../../generated/entities/index.js';
import type { RequestContext } from '../context.js';
import { commit } from '../transactions.js';
import type { Refreshable } from './refresh.js';
import { isAdmitted } from './standing.js';

/** A new refresh token as it is stored. */
export interface RotatedToken {
  readonly hash: string;
  readonly sealed: string;
}

/** Parallel refreshes of one token, and changes of the account by its own session, that one refresh outlasts. */
const maxRounds = 5;

/**
 * Writes a refresh that Cognito has granted: the session's use and, with rotation, its new token and the retirement of
 * the old one, in one transaction that holds only while the session stands and the account's epoch is the one that was
 * read. When it does not hold, all is read again: a parallel refresh has retired the token before us, or the session
 * was taken along into a new epoch. Both are fine as long as it stands.
 *
 * @param found as read before Cognito was asked
 * @param rotated undefined without rotation
 * @returns false when the session has ended meanwhile
 * @throws the errors of DynamoDB
 */
export async function writeRefresh(
  found: Refreshable,
  rotated: RotatedToken | undefined,
  context: RequestContext,
): Promise<boolean> {
  let current: Refreshable | undefined = found;
  for (let round = 1; current !== undefined && round <= maxRounds; round += 1) {
    const { committed } = await commit(parts(current, rotated, context.now().toISOString()), { token: randomUUID() });
    if (committed) return true;
    current = await readAgain(current, context);
  }
  return false;
}

function parts(
  { hash, session, user }: Refreshable,
  rotated: RotatedToken | undefined,
  at: string,
): readonly TransactWriteItem[] {
  const { userId, sessionEpoch } = user;
  const { originJti, expiresAt } = session;
  const use = { lastUsedAt: at, ...(rotated && { refreshToken: rotated.sealed, refreshTokenHash: rotated.hash }) };
  return [
    checkUserPart({ userId }, { status: 'ACTIVE', sessionEpoch }),
    updateSessionPart(session, { set: use, if: { sessionEpoch: session.sessionEpoch } }),
    // In place of one that is there, should Cognito hand parallel refreshes the same token.
    ...(rotated ? [putRefreshTokenHashPart({ hash: rotated.hash, userId, originJti, createdAt: at, expiresAt })] : []),
    // The first retirement counts: a later one would prolong the grace.
    ...(rotated && hash.rotatedAt === undefined
      ? [updateRefreshTokenHashPart(hash, { set: { rotatedAt: at }, if: { rotatedAt: { absent: true } } })]
      : []),
  ];
}

async function readAgain(
  { hash, session, user }: Refreshable,
  context: RequestContext,
): Promise<Refreshable | undefined> {
  const [hashNow, sessionNow, userNow] = await Promise.all([
    getRefreshTokenHash(hash, { consistent: true }),
    getSession(session, { consistent: true }),
    getUser(user, { consistent: true }),
  ]);
  if (!hashNow || !sessionNow || !userNow || !isAdmitted(sessionNow, userNow, context.now())) return undefined;
  return { hash: hashNow, session: sessionNow, user: userNow };
}
