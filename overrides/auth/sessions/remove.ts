import { randomUUID } from 'node:crypto';
import { deleteSessionPart } from '../../../generated/entities/index.js';
import type { Session } from '../../../generated/entities/index.js';
import { commit } from '../transactions.js';
import { eachSession } from './each.js';

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

/**
 * Removes sessions of an account that goes. What is removed stays so, if the function's time ends before all are.
 *
 * @throws the errors of DynamoDB
 */
export async function removeSessions(sessions: readonly Session[]): Promise<void> {
  await eachSession(sessions, removeSession);
}
