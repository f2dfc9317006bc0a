import { randomUUID } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import {
  createRefreshTokenHashPart,
  createSessionPart,
  deleteSession,
  updateUserPart,
} from '../../../generated/entities/index.js';
import type { RefreshTokenHash, Session, User, UserChange } from '../../../generated/entities/index.js';
import type { CognitoTokens } from '../../aws/cognito-auth.js';
import { after, unixSeconds, type RequestContext } from '../context.js';
import { sha256 } from '../crypto/hash.js';
import { seal } from '../crypto/sealed-text.js';
import { commit } from '../transactions.js';
import { deviceHash, devicesWith } from './device.js';
import { sessionOfLogin } from './token-claims.js';

/** What happens in the same transaction as the start of a session. */
export interface Beginning {
  /** Of the account. */
  readonly change?: UserChange;
  /** Of other items. */
  readonly parts?: readonly TransactWriteItem[];
}

/**
 * Starts the session of a login that is proven: the session, the hash that finds it by its refresh token and the
 * login's marks on the account, in one transaction that holds only while the account's epoch is the one from before
 * the proof. A reset or change of password in between therefore leaves no session (ASVS 5.0, 7.4.3).
 *
 * @param user as it was read before Cognito was asked
 * @returns the account after the login; undefined when its sessions were ended meanwhile, or a condition of what begins
 * with it does not hold
 * @throws the errors of KMS and DynamoDB
 */
export async function startSession(
  user: User,
  tokens: CognitoTokens,
  context: RequestContext,
  { change, parts = [] }: Beginning = {},
): Promise<User | undefined> {
  const originJti = sessionOfLogin(tokens.accessToken, user);
  const session = await newSession(user, originJti, tokens.refreshToken, context);
  const marks = loginMarks(user, session, change);
  const committed = await write(session, [
    updateUserPart({ userId: user.userId }, marks),
    createSessionPart(session),
    createRefreshTokenHashPart(hashItem(session)),
    ...parts,
  ]);
  return committed ? { ...user, ...marks.set } : undefined;
}

/** A session that was written although the answer got lost must not stand: nobody holds its tokens. */
async function write(session: Session, parts: readonly TransactWriteItem[]): Promise<boolean> {
  try {
    return (await commit(parts, { token: randomUUID() })).committed;
  } catch (error) {
    await deleteSession(session).catch(() => undefined);
    throw error;
  }
}

async function newSession(
  { userId, sessionEpoch }: User,
  originJti: string,
  refreshToken: string,
  { now, settings, source }: RequestContext,
): Promise<Session> {
  const createdAt = now();
  const endsAt = after(createdAt, settings.refreshTokenSeconds);
  return {
    userId,
    originJti,
    sessionEpoch,
    refreshToken: await seal(refreshToken, { userId, purpose: 'refresh-token' }),
    refreshTokenHash: sha256(refreshToken),
    userAgent: source.userAgent === '' ? undefined : source.userAgent,
    deviceHash: deviceHash(userId, source),
    address: source.address,
    createdAt: createdAt.toISOString(),
    lastUsedAt: createdAt.toISOString(),
    endsAt: endsAt.toISOString(),
    expiresAt: unixSeconds(endsAt),
  };
}

function loginMarks(
  user: User,
  { createdAt, address, deviceHash: device = '' }: Session,
  change: UserChange = {},
): UserChange {
  return {
    set: {
      ...change.set,
      failedLogins: 0,
      lastLoginAt: createdAt,
      lastLoginAddress: address,
      knownDevices: devicesWith(user.knownDevices, device),
    },
    if: { ...change.if, status: 'ACTIVE', sessionEpoch: user.sessionEpoch },
  };
}

function hashItem({ refreshTokenHash, userId, originJti, createdAt, expiresAt }: Session): RefreshTokenHash {
  return { hash: refreshTokenHash, userId, originJti, createdAt, expiresAt };
}
