import {
  deleteRegistrationIntent,
  getEmailReservation,
  getUser,
  listRegistrationIntent,
} from '../../../generated/entities/index.js';
import type { RegistrationIntent, User } from '../../../generated/entities/index.js';
import { adminGetUser } from '../../aws/cognito-users.js';
import { cognitoUsername } from '../accounts/cognito-username.js';
import { hasPassword } from '../accounts/has-password.js';
import type { DomainContext } from '../context.js';
import { queueMailIfPossible } from '../mail/queue.js';
import { removeItems } from './account-items.js';
import { removePendingUser } from './pending-user.js';

/** What became of a registration that stopped half-way. */
export type Settlement = 'finished' | 'removed';

/**
 * Finishes or removes a registration that is no longer under way. It is finished when the account is whole: items in
 * the table and a password that counts. Any less cannot be completed without the password, which nobody kept.
 *
 * @throws the errors of Cognito and DynamoDB; the intent then stays
 */
export async function settle(attempt: RegistrationIntent, context: DomainContext): Promise<Settlement> {
  const user = await accountOf(attempt);
  const cognitoUser = await adminGetUser(cognitoUsername(attempt.email));
  const isOurs = cognitoUser?.attemptId === attempt.attemptId;
  if (user !== undefined && isOurs && hasPassword(cognitoUser, user)) {
    await deleteRegistrationIntent(attempt);
    // The attempt may have stopped before its mail. Sent after the intent is gone, so that it is not sent every time.
    if (!user.emailVerified) await queueMailIfPossible({ kind: 'email-verification', email: user.email }, context);
    return 'finished';
  }
  await removeItems(attempt);
  await removePendingUser(attempt);
  await deleteRegistrationIntent(attempt);
  return 'removed';
}

/** Settles what earlier attempts on an email have left over, so that they do not stand in the way of the next. */
export async function settleLeftovers(emailHash: string, context: DomainContext): Promise<void> {
  const { items } = await listRegistrationIntent({ emailHash }, { consistent: true });
  const now = context.now().toISOString();
  for (const attempt of items.filter(({ dueAt }) => dueAt <= now)) await settle(attempt, context);
}

/** The account that this attempt made, if it stands. */
async function accountOf({ emailHash, attemptId }: RegistrationIntent): Promise<User | undefined> {
  const reservation = await getEmailReservation({ emailHash }, { consistent: true });
  if (reservation?.attemptId !== attemptId) return undefined;
  const user = await getUser({ userId: reservation.userId }, { consistent: true });
  return user?.registrationAttemptId === attemptId ? user : undefined;
}
