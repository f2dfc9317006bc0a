import { getSession, getUser } from '../../../generated/entities/index.js';
import type { User } from '../../../generated/entities/index.js';
import type { FlowContext } from '../context.js';
import { sha256 } from '../crypto/hash.js';
import { count } from '../metrics.js';
import { endSession, revokeIfPossible } from './end.js';
import { freshAccess } from './exchange.js';
import { judgeToken, type StrangeToken } from './judge-token.js';
import { raiseCounter, type Refreshable } from './raise-counter.js';
import { readRefreshToken, refreshTokenOf, type GivenRefreshToken, type SessionTokens } from './refresh-token.js';
import { openSecrets } from './secrets.js';
import { isAdmitted } from './standing.js';
import { claimsOfOwnToken } from './token-claims.js';

/**
 * Exchanges the refresh token of a session that stands for an access token and the refresh token in its place. That one
 * follows from the old one alone, so that parallel and repeated calls get the same, and the line never forks. A token
 * that comes back after its grace ends the session, since one of the two who hold it is a thief (RFC 9700, 4.14.2). The
 * session's absolute end stays where it is.
 *
 * All that can fail is asked before the counter moves, and its write can be repeated: whoever gets no answer sends the
 * same token again.
 *
 * @returns undefined when the token does not count, for whatever reason
 * @throws HttpError 503 and the errors of AWS
 */
export async function refreshSession(text: string, context: FlowContext): Promise<SessionTokens | undefined> {
  const given = readRefreshToken(text);
  const found = given && (await findSession(given));
  if (given === undefined || found === undefined) return refuse(undefined, 'UNKNOWN_TOKEN', context);
  if (!isAdmitted(found.session, found.user, context)) return refuse(found.user, 'SESSION_ENDED', context);
  const judgement = await judgeToken(given, found.session, context);
  if (judgement === 'good') return renew(given, found, context);
  if (judgement === 'reused') await endSession(found.session, context);
  return refuseStrange(found.user, judgement, context);
}

async function findSession({ userId, originJti }: GivenRefreshToken): Promise<Refreshable | undefined> {
  const [session, user] = await Promise.all([
    getSession({ userId, originJti }, { consistent: true }),
    getUser({ userId }, { consistent: true }),
  ]);
  return session && user && { session, user };
}

async function renew(
  given: GivenRefreshToken,
  found: Refreshable,
  context: FlowContext,
): Promise<SessionTokens | undefined> {
  const { cognitoToken, key } = await openSecrets(found.session);
  const counter = given.counter + 1;
  const refreshToken = refreshTokenOf({ ...given, counter }, key);
  const access = await freshAccess(cognitoToken, given.userId, context);
  if (access === undefined) return refuse(found.user, 'REFUSED_BY_COGNITO', context);
  if (claimsOfOwnToken(access.accessToken).originJti !== given.originJti) {
    throw new Error('Cognito answered a refresh with the tokens of another session.');
  }
  if (!(await raiseCounter(found, { counter, hash: sha256(refreshToken), previous: sha256(given.text) }, context))) {
    // Whoever ended the session may have failed to revoke it.
    await revokeIfPossible(cognitoToken, context);
    return refuse(found.user, 'SESSION_ENDED', context);
  }
  context.audit({ event: 'refresh', outcome: 'success', subject: given.userId });
  return { ...access, refreshToken };
}

function refuseStrange(user: User, token: StrangeToken, context: FlowContext): undefined {
  switch (token) {
    case 'reused':
      count('RefreshTokenReused', context);
      return refuse(user, 'TOKEN_REUSED', context);
    case 'ahead':
      count('RefreshTokenAhead', context);
      return refuse(user, 'TOKEN_AHEAD', context);
    case 'forged':
      count('RefreshTokenForged', context);
      return refuse(user, 'TOKEN_FORGED', context);
    case 'unchecked':
      count('RefreshTokenForged', context);
      return refuse(user, 'TOO_MANY_FORGED', context);
  }
}

function refuse(user: User | undefined, reason: string, context: FlowContext): undefined {
  context.audit({ event: 'refresh', outcome: 'failure', subject: user?.userId, reason });
  return undefined;
}
