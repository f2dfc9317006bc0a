import { randomUUID } from 'node:crypto';
import { deleteRefreshTokenHashPart, deleteSessionPart, getSession } from '../../../generated/entities/index.js';
import type { Session, SessionKey } from '../../../generated/entities/index.js';
import type { DomainContext } from '../context.js';
import { commit } from '../transactions.js';
import { revokeTokensOf } from './revoke.js';

/**
 * Ends one session. It goes from the table first, and its refresh token's hash with it: from then on the authorizer
 * refuses its access tokens and a refresh finds nothing. Revoking follows and may fail, so that a session ends also
 * while KMS or Cognito is down.
 *
 * It is read before, and deleted in a transaction: a deletion whose answer got lost would find nothing when it is tried
 * again, and the tokens would stay good at Cognito.
 *
 * @returns the session that was ended; undefined when there was none, or somebody else has ended it meanwhile
 * @throws the errors of DynamoDB; the session may then stand
 */
export async function endSession(key: SessionKey, context: DomainContext): Promise<Session | undefined> {
  const session = await getSession(key, { consistent: true });
  if (session === undefined || !(await removeSession(session))) return undefined;
  await revokeTokensOf(session, context);
  return session;
}

/**
 * Ends one session without asking Cognito, for a user whom Cognito is about to forget with all tokens.
 *
 * @returns false when somebody else has ended it meanwhile
 * @throws the errors of DynamoDB; the session may then stand
 */
export async function removeSession(session: Session): Promise<boolean> {
  const parts = [
    deleteSessionPart(session, { if: { createdAt: session.createdAt } }),
    deleteRefreshTokenHashPart({ hash: session.refreshTokenHash }),
  ];
  return (await commit(parts, { token: randomUUID() })).committed;
}
