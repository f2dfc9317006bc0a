import { randomUUID } from 'node:crypto';
import { deleteRefreshTokenHashPart, deleteSessionPart } from '../../../generated/entities/index.js';
import type { Session } from '../../../generated/entities/index.js';
import { commit } from '../transactions.js';

/**
 * Removes one session from the table, and its refresh token's hash with it. Cognito is not asked: what has to be revoked
 * there is the next step, unless Cognito is about to forget the user with all tokens.
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
