import { randomUUID } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { createSessionPart, deleteSession, updateUserPart } from '../../../generated/entities/index.js';
import type { Session, SessionKey, User, UserChange } from '../../../generated/entities/index.js';
import type { CognitoTokens } from '../../aws/cognito-auth.js';
import { after, unixSeconds, type RequestContext } from '../context.js';
import { sha256 } from '../crypto/hash.js';
import { commit } from '../transactions.js';
import { deviceHash, devicesWith } from './device.js';
import { addressesWith } from './known-address.js';
import { refreshTokenOf, type SessionTokens } from './refresh-token.js';
import { newSecrets, sealSecrets } from './secrets.js';
import { sessionOfLogin } from './token-claims.js';

/** What happens in the same transaction as the start of a session. */
export interface Beginning {
  /** Of the account. */
  readonly change?: UserChange;
  /** Of other items. */
  readonly parts?: readonly TransactWriteItem[];
}

/** A session that has begun. */
export interface StartedSession {
  /** As the account is after the login. */
  readonly user: User;
  /** What its client gets. */
  readonly tokens: SessionTokens;
}

/**
 * Starts the session of a login that is proven: the session and the login's marks on the account, in one transaction
 * that holds only while the account's epoch is the one from before the proof. A reset or change of password in between
 * therefore leaves no session (ASVS 5.0, 7.4.3).
 *
 * @param user as it was read before Cognito was asked
 * @param tokens of Cognito, whose refresh token stays in the session
 * @returns undefined when its sessions were ended meanwhile, or a condition of what begins
 * with it does not hold
 * @throws the errors of KMS and DynamoDB
 */
export async function startSession(
  user: User,
  tokens: CognitoTokens,
  context: RequestContext,
  { change, parts = [] }: Beginning = {},
): Promise<StartedSession | undefined> {
  const key = { userId: user.userId, originJti: sessionOfLogin(tokens.accessToken, user) };
  const secrets = newSecrets(tokens.refreshToken);
  const refreshToken = refreshTokenOf({ ...key, counter: 0 }, secrets.key);
  const session = newSession(
    user,
    key,
    { sealed: await sealSecrets(secrets, key), hash: sha256(refreshToken) },
    context,
  );
  const marks = loginMarks(user, session, change);
  const committed = await write(session, [
    updateUserPart({ userId: user.userId }, marks),
    createSessionPart(session),
    ...parts,
  ]);
  if (!committed) return undefined;
  const { accessToken, expiresIn } = tokens;
  return { user: { ...user, ...marks.set }, tokens: { accessToken, refreshToken, expiresIn } };
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

function newSession(
  { sessionEpoch }: User,
  { userId, originJti }: SessionKey,
  refresh: { readonly sealed: string; readonly hash: string },
  { now, settings, source }: RequestContext,
): Session {
  const createdAt = now();
  const endsAt = after(createdAt, settings.refreshTokenSeconds);
  return {
    userId,
    originJti,
    sessionEpoch,
    refreshSecrets: refresh.sealed,
    refreshCounter: 0,
    refreshHash: refresh.hash,
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
      knownAddresses: addressesWith(user, { address }),
    },
    if: { ...change.if, status: 'ACTIVE', sessionEpoch: user.sessionEpoch },
  };
}
