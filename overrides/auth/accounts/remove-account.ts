import {
  deleteAccountIntent,
  deleteAccountIntentPart,
  deleteBackupCodes,
  deleteEmailReservationPart,
  deleteOneTimeToken,
  deleteUserPart,
  listAccountIntent,
} from '../../../generated/entities/index.js';
import type { AccountIntent, User } from '../../../generated/entities/index.js';
import { adminDeleteUser } from '../../aws/cognito-users.js';
import { removeSessions } from '../sessions/remove.js';
import { allSessions } from '../sessions/standing.js';
import { commit } from '../transactions.js';
import { removeOwnedData } from './owned-data.js';

/**
 * Removes what there is of an account that is marked as `DELETING`, in an order that can be resumed at any point: what
 * leads into the account, what the application holds of the user, the Cognito user, and in one transaction the account,
 * its claim on the email and the intent. Cognito comes before the email, since a registration begins there. What is
 * found by hashes alone (earlier mailed tokens) names nobody but the id, and expires.
 *
 * @throws the errors of Cognito and DynamoDB; the intent then stays
 */
export async function removeAccount(user: User, intent: AccountIntent): Promise<void> {
  const { userId, emailHash, emailVerificationTokenHash, passwordResetTokenHash } = user;
  await removeSessions(await allSessions(userId));
  await removeOwnedData(userId);
  for (const hash of [emailVerificationTokenHash, passwordResetTokenHash]) {
    if (hash !== undefined) await deleteOneTimeToken({ hash });
  }
  await deleteBackupCodes({ userId });
  await adminDeleteUser(userId);
  await removeOtherIntents(intent);
  await commit([
    deleteUserPart({ userId }, { if: { status: { absentOr: 'DELETING' } } }),
    deleteEmailReservationPart({ emailHash }, { if: { userId: { absentOr: userId } } }),
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
