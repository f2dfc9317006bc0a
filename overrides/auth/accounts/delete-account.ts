import { randomUUID } from 'node:crypto';
import {
  deleteAccountIntent,
  deleteAccountIntentPart,
  deleteBackupCodes,
  deleteEmailReservationPart,
  deleteOneTimeToken,
  deleteUserPart,
  listAccountIntent,
  putAccountIntentPart,
  updateUserPart,
} from '../../../generated/entities/index.js';
import type { AccountIntent, User } from '../../../generated/entities/index.js';
import { adminDeleteUser } from '../../aws/cognito-users.js';
import type { RequestContext } from '../context.js';
import { queueMailIfPossible } from '../mail/queue.js';
import { count } from '../metrics.js';
import { removeSession } from '../sessions/end.js';
import { allSessions } from '../sessions/standing.js';
import { commit } from '../transactions.js';
import { newIntent } from './account-intent.js';
import { emailHash } from './email.js';

/**
 * Deletes an account. One transaction decides: from then on nobody gets in, and an intent makes sure that the rest
 * follows, by the reconciler if not here. So a failure after it does not fail the deletion.
 *
 * @throws the errors of DynamoDB when it could not be decided
 */
export async function deleteAccount(user: User, context: RequestContext): Promise<void> {
  const { userId, email, firstName, locale } = user;
  const intent = newIntent(userId, 'DELETION', context.now());
  const { committed } = await commit(
    [
      updateUserPart({ userId }, { set: { status: 'DELETING' }, add: { sessionEpoch: 1 }, if: { status: 'ACTIVE' } }),
      putAccountIntentPart(intent),
    ],
    { token: randomUUID() },
  );
  // Somebody else has begun it a moment ago, and goes on.
  if (!committed) return;
  const at = context.now().toISOString();
  await queueMailIfPossible({ kind: 'account-deleted', email, firstName, locale, at, ...context.source }, context);
  try {
    await removeAccount(user, intent);
  } catch (error) {
    count(context, 'ACCOUNT_CHANGE_UNFINISHED');
    context.logger.error('The rest of a deletion is left to the reconciler.', { error });
  }
}

/**
 * Removes what there is of an account that is marked as `DELETING`, in an order that can be resumed at any point: what
 * leads into the account, the Cognito user, and in one transaction the account, its claim on the email and the intent.
 * Cognito comes before the email, since a registration begins there. What is found by hashes alone (retired refresh
 * tokens, earlier mailed tokens) names nobody but the id, and expires.
 *
 * @throws the errors of Cognito and DynamoDB; the intent then stays
 */
export async function removeAccount(user: User, intent: AccountIntent): Promise<void> {
  const { userId, email, emailVerificationTokenHash, passwordResetTokenHash } = user;
  for (const session of await allSessions(userId)) await removeSession(session);
  for (const hash of [emailVerificationTokenHash, passwordResetTokenHash]) {
    if (hash !== undefined) await deleteOneTimeToken({ hash });
  }
  await deleteBackupCodes({ userId });
  await adminDeleteUser(userId);
  await removeOtherIntents(intent);
  await commit([
    deleteUserPart({ userId }, { if: { status: { absentOr: 'DELETING' } } }),
    deleteEmailReservationPart({ emailHash: emailHash(email) }, { if: { userId: { absentOr: userId } } }),
    deleteAccountIntentPart(intent),
  ]);
}

/** Intents of earlier changes of the same account. Without the account there is nothing for them to finish. */
async function removeOtherIntents({ userId, intentId }: AccountIntent): Promise<void> {
  let page = await listAccountIntent({ userId }, { consistent: true });
  for (;;) {
    for (const other of page.items) if (other.intentId !== intentId) await deleteAccountIntent(other);
    if (page.next === undefined) return;
    page = await listAccountIntent({ userId }, { consistent: true, after: page.next });
  }
}
