import { randomUUID } from 'node:crypto';
import { deleteSessionPart } from '../../../generated/entities/index.js';
import type { Session } from '../../../generated/entities/index.js';
import { commit } from '../transactions.js';

/**
 * Removes one session from the table. Cognito is not asked: what has to be revoked there is the next step, unless
 * Cognito is about to forget the user with all tokens.
 *
 * @returns false when somebody else has ended it meanwhile
 * @throws the errors of DynamoDB; the session may then stand
 */
export async function removeSession(session: Session): Promise<boolean> {
  const part = deleteSessionPart(session, { if: { createdAt: session.createdAt } });
  return (await commit([part], { token: randomUUID() })).committed;
}
