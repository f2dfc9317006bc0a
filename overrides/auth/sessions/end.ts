import { deleteRefreshTokenHash, deleteSession } from '../../../generated/entities/index.js';
import type { Session, SessionKey } from '../../../generated/entities/index.js';
import type { DomainContext } from '../context.js';
import { revokeTokensOf } from './revoke.js';

/**
 * Ends one session. It goes from the table first: from then on the authorizer refuses its access tokens and a refresh
 * finds nothing. What follows only clears up, so that a session ends also while KMS or Cognito is down.
 *
 * @returns the session that was ended; undefined when there was none
 * @throws the errors of DynamoDB; the session may then stand
 */
export async function endSession(key: SessionKey, context: DomainContext): Promise<Session | undefined> {
  const session = await deleteSession(key);
  if (session === undefined) return undefined;
  await Promise.all([forgetRefreshToken(session, context), revokeTokensOf(session, context)]);
  return session;
}

/**
 * Ends one session without asking Cognito, for a user whom Cognito is about to forget with all tokens.
 *
 * @throws the errors of DynamoDB; the session may then stand
 */
export async function removeSession(session: Session, context: DomainContext): Promise<void> {
  await deleteSession(session);
  await forgetRefreshToken(session, context);
}

async function forgetRefreshToken({ refreshTokenHash }: Session, { logger }: DomainContext): Promise<void> {
  try {
    await deleteRefreshTokenHash({ hash: refreshTokenHash });
  } catch (error) {
    // It leads to no session any more, and the table drops it in time.
    logger.warn('The hash of a refresh token stays until it expires.', { error });
  }
}
