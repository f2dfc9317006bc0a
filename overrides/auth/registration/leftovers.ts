import {
  deleteRegistrationIntent,
  getEmailReservation,
  getUser,
  listRegistrationIntent,
} from '../../../generated/entities/index.js';
import type { RegistrationIntent, User } from '../../../generated/entities/index.js';
import type { JobContext } from '../../../generated/http/jobs.js';
import { hasPassword } from '../accounts/has-password.js';
import type { DomainContext } from '../context.js';
import { queueMailIfPossible } from '../mail/queue.js';
import { count } from '../metrics.js';
import { removeItems } from './account-items.js';
import { removePendingUser, userOf } from './cognito-user.js';

/**
 * Finishes or removes a registration that stopped between two steps, for the reconciler.
 *
 * @returns false when it could not be done; the intent then stays
 */
export async function reconcileRegistration(attempt: RegistrationIntent, context: JobContext): Promise<boolean> {
  const { attemptId, emailHash: subject } = attempt;
  try {
    const settlement = await settle(attempt, context);
    context.audit({ event: `registration.${settlement}`, outcome: 'success', subject });
    return true;
  } catch (error) {
    count('ROLLBACK_FAILED', context);
    context.audit({ event: 'registration.settle', outcome: 'failure', subject, reason: 'NOT_SETTLED' });
    context.logger.error('A registration could not be settled.', { attemptId, error });
    return false;
  }
}

/** Settles what earlier attempts on an email have left over, so that they do not stand in the way of the next. */
export async function settleLeftovers(emailHash: string, context: DomainContext): Promise<void> {
  const { items } = await listRegistrationIntent({ emailHash }, { consistent: true });
  const now = context.now().toISOString();
  for (const attempt of items.filter(({ dueAt }) => dueAt <= now)) await settle(attempt, context);
}

/**
 * Finishes or removes a registration that is no longer under way. It is finished when the account is whole: items in
 * the table and a password that counts. Any less cannot be completed without the password, which nobody kept.
 *
 * @throws the errors of Cognito and DynamoDB; the intent then stays
 */
async function settle(attempt: RegistrationIntent, context: DomainContext): Promise<'finished' | 'removed'> {
  const user = await madeAccount(attempt);
  const cognitoUser = await userOf(attempt);
  if (user !== undefined && cognitoUser !== undefined && hasPassword(cognitoUser, user)) {
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

/** The account that this attempt made, if it stands. */
async function madeAccount({ emailHash, attemptId }: RegistrationIntent): Promise<User | undefined> {
  const reservation = await getEmailReservation({ emailHash }, { consistent: true });
  if (reservation?.attemptId !== attemptId) return undefined;
  const user = await getUser({ userId: reservation.userId }, { consistent: true });
  return user?.registrationAttemptId === attemptId ? user : undefined;
}
