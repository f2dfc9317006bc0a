import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteAccountIntent, deleteAccountIntentPart, getSession } from '../../../generated/entities/index.js';
import type { AccountIntent, SessionKey, UserChange } from '../../../generated/entities/index.js';
import { serviceUnavailable } from '../../../generated/http/errors.js';
import { adminSetUserPassword } from '../../aws/cognito-users.js';
import { changedNothing, isNamed } from '../../aws/errors.js';
import { activeAccount } from '../accounts/active-account.js';
import { cognitoFault } from '../cognito-faults.js';
import type { DomainContext } from '../context.js';
import { count } from '../metrics.js';
import { changeEndingSessions } from '../sessions/end-all.js';
import { isStanding } from '../sessions/standing.js';
import { commit } from '../transactions.js';

/** Changes of the account by others that one password change outlasts. */
const maxRounds = 5;

/** How a new password is set. */
export interface PasswordSetting {
  /** Stored before: whatever happens from now on, the reconciler ends the sessions if nobody else does. */
  readonly intent: AccountIntent;
  /** The caller's own session, which survives. */
  readonly kept?: SessionKey | undefined;
  /** What to write when the password could not be set. */
  readonly undo?: readonly TransactWriteItem[];
}

/**
 * Sets a password at Cognito and then ends the sessions. In this order: a login that proved the old password has read
 * its epoch before it was replaced, so that raising the epoch afterwards leaves none (ASVS 5.0, 7.4.3).
 *
 * @returns false when the pool's own policy refuses the password
 * @throws HttpError 503 and the errors of AWS. If the password may have been set, the intent stays
 */
export async function setPassword(
  newPassword: string,
  { intent, kept, undo = [] }: PasswordSetting,
  context: DomainContext,
): Promise<boolean> {
  try {
    await adminSetUserPassword(intent.userId, newPassword);
  } catch (error) {
    const isRefused = isNamed(error, 'InvalidPasswordException');
    const isOver = isRefused || changedNothing(error);
    await takeBack(isOver ? [...undo, deleteAccountIntentPart(intent)] : undo, context);
    if (isRefused) return false;
    throw cognitoFault(error, context);
  }
  await endSessionsAfter(intent, { kept, isSet: true }, context);
  return true;
}

/** What is known of a password after which sessions end. */
export interface PasswordAftermath {
  /** The session that survives; when it has ended meanwhile, all of them end. */
  readonly kept?: SessionKey | undefined;
  /** False when nobody knows whether Cognito took it. */
  readonly isSet: boolean;
}

/**
 * Ends the sessions of an account whose password was set, or may have been, and closes the intent in the same
 * transaction. Mailed reset tokens do not count any more.
 *
 * @throws HttpError 503 and the errors of DynamoDB; the intent then stays
 */
export async function endSessionsAfter(
  intent: AccountIntent,
  { kept, isSet }: PasswordAftermath,
  context: DomainContext,
): Promise<void> {
  const change: UserChange = {
    set: isSet ? { passwordChangedAt: context.now().toISOString() } : {},
    remove: ['passwordResetTokenHash'],
  };
  for (let round = 1; round <= maxRounds; round += 1) {
    const user = await activeAccount(intent.userId);
    if (user === undefined) {
      // It is being deleted, and its sessions with it.
      await deleteAccountIntent(intent);
      return;
    }
    const session = kept && (await getSession(kept, { consistent: true }));
    const survivor = session && isStanding(session, user.sessionEpoch, context.now()) ? kept : undefined;
    const parts = [deleteAccountIntentPart(intent)];
    if (await changeEndingSessions(user, change, { kept: survivor, parts }, context)) return;
  }
  throw serviceUnavailable(1);
}

/** Never throws: whoever calls has an error of its own to report. */
async function takeBack(parts: readonly TransactWriteItem[], context: DomainContext): Promise<void> {
  try {
    if (parts.length > 0) await commit(parts);
  } catch (error) {
    count(context, 'ACCOUNT_CHANGE_UNFINISHED');
    context.logger.warn('A password change that failed could not be taken back.', { error });
  }
}
