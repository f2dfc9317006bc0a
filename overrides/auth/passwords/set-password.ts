import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteAccountIntentPart } from '../../../generated/entities/index.js';
import type { AccountIntent } from '../../../generated/entities/index.js';
import { adminSetUserPassword } from '../../aws/cognito-users.js';
import { changedNothing, isNamed } from '../../aws/errors.js';
import { cognitoFault } from '../cognito-faults.js';
import type { DomainContext } from '../context.js';
import { count } from '../metrics.js';
import { commit } from '../transactions.js';

/** How a new password is set. */
export interface PasswordSetting {
  /** Stored before: whatever happens from now on, the reconciler ends the sessions if nobody else does. */
  readonly intent: AccountIntent;
  /** What to write when the password could not be set. */
  readonly undo?: readonly TransactWriteItem[];
}

/**
 * Sets a password at Cognito. The next steps, which end the sessions, come afterwards: a login that proved the old
 * password has read its epoch before it was replaced, so that raising the epoch then leaves none (ASVS 5.0, 7.4.3).
 *
 * @returns false when the pool's own policy refuses the password
 * @throws HttpError 503 and the errors of AWS. If the password may have been set, the intent stays
 */
export async function setPassword(
  newPassword: string,
  { intent, undo = [] }: PasswordSetting,
  context: DomainContext,
): Promise<boolean> {
  try {
    await adminSetUserPassword(intent.userId, newPassword);
    return true;
  } catch (error) {
    const isRefused = isNamed(error, 'InvalidPasswordException');
    const isOver = isRefused || changedNothing(error);
    await takeBack(isOver ? [...undo, deleteAccountIntentPart(intent)] : undo, context);
    if (isRefused) return false;
    throw cognitoFault(error, context);
  }
}

/** Never throws: whoever calls has an error of its own to report. */
async function takeBack(parts: readonly TransactWriteItem[], context: DomainContext): Promise<void> {
  try {
    if (parts.length > 0) await commit(parts);
  } catch (error) {
    count('ACCOUNT_CHANGE_UNFINISHED', context);
    context.logger.warn('A password change that failed could not be taken back.', { error });
  }
}
