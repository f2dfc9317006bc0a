import { getRefreshTokenHash, getSession, getUser } from '../../../generated/entities/index.js';
import type { RefreshTokenHash, Session, User } from '../../../generated/entities/index.js';
import type { CognitoTokens } from '../../aws/cognito-auth.js';
import { after, type FlowContext } from '../context.js';
import { sha256 } from '../crypto/hash.js';
import { prepareSeal } from '../crypto/sealed-text.js';
import { count } from '../metrics.js';
import { endSession, revokeIfPossible } from './end.js';
import { exchange } from './exchange.js';
import { writeRefresh } from './refreshed.js';
import { isAdmitted } from './standing.js';
import { claimsOfOwnToken } from './token-claims.js';

/** Seconds for which a replaced token can be used, so that two parallel refreshes both succeed. The client's setting at Cognito is the same. */
const graceSeconds = 10;

/** What a refresh token leads to. */
export interface Refreshable {
  readonly hash: RefreshTokenHash;
  readonly session: Session;
  /** As it was before Cognito was asked. */
  readonly user: User;
}

/**
 * Exchanges the refresh token of a session that stands. A token that comes back after its retirement ends the session,
 * since one of the two who hold it is a thief (RFC 9700, 4.14.2). The session's absolute end stays where it is.
 *
 * Nothing is lost when a service is down: all that can fail is asked before Cognito replaces the token, and if the
 * answer or the write after it fails, the old token is good for the grace.
 *
 * @returns undefined when the token does not count, for whatever reason
 * @throws HttpError 503 and the errors of AWS
 */
export async function refreshSession(token: string, context: FlowContext): Promise<CognitoTokens | undefined> {
  const found = await findSession(sha256(token));
  if (found === undefined) return refuse(undefined, 'UNKNOWN_TOKEN', context);
  const { hash, session, user } = found;
  if (!isAdmitted(session, user, context.now())) return refuse(found, 'SESSION_ENDED', context);
  if (isRetired(hash, context.now())) return endReused(found, context);
  const seal = context.settings.refreshTokenRotation
    ? await prepareSeal({ userId: user.userId, purpose: 'refresh-token' })
    : undefined;
  const exchanged = await exchange(token, user.userId, context);
  if (exchanged.kind === 'reused') return endReused(found, context);
  if (exchanged.kind === 'refused') return refuse(found, 'REFUSED_BY_COGNITO', context);
  const { tokens } = exchanged;
  if (claimsOfOwnToken(tokens.accessToken).originJti !== session.originJti) {
    throw new Error('Cognito answered a refresh with the tokens of another session.');
  }
  const rotated = seal && { hash: sha256(tokens.refreshToken), sealed: seal(tokens.refreshToken) };
  if (!(await writeRefresh(found, rotated, context))) {
    await revokeIfPossible(tokens.refreshToken, context);
    return refuse(found, 'SESSION_ENDED', context);
  }
  context.audit({ event: 'refresh', outcome: 'success', subject: user.userId });
  return tokens;
}

async function findSession(tokenHash: string): Promise<Refreshable | undefined> {
  const hash = await getRefreshTokenHash({ hash: tokenHash }, { consistent: true });
  if (hash === undefined) return undefined;
  const { userId, originJti } = hash;
  const [session, user] = await Promise.all([
    getSession({ userId, originJti }, { consistent: true }),
    getUser({ userId }, { consistent: true }),
  ]);
  return session && user && { hash, session, user };
}

function isRetired({ rotatedAt }: RefreshTokenHash, now: Date): boolean {
  return rotatedAt !== undefined && after(new Date(rotatedAt), graceSeconds) <= now;
}

/**
 * Ends the session of a token that was replaced. If the table does not know of the replacement, its answer got lost
 * before anybody had the new token: then the session cannot go on either, and it is no sign of a theft.
 */
async function endReused({ hash, session, user }: Refreshable, context: FlowContext): Promise<undefined> {
  await endSession(session, context);
  const isKnown = hash.rotatedAt !== undefined;
  if (isKnown) count('RefreshTokenReused', context);
  const reason = isKnown ? 'TOKEN_REUSED' : 'REPLACEMENT_LOST';
  context.audit({ event: 'refresh', outcome: 'failure', subject: user.userId, reason });
  return undefined;
}

function refuse(found: Refreshable | undefined, reason: string, context: FlowContext): undefined {
  context.audit({ event: 'refresh', outcome: 'failure', subject: found?.user.userId, reason });
  return undefined;
}
