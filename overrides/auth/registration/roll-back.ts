import { deleteRegistrationIntent, updateRegistrationIntent } from '../../../generated/entities/index.js';
import type { RegistrationIntent } from '../../../generated/entities/index.js';
import { changedNothing } from '../../aws/errors.js';
import type { DomainContext } from '../context.js';
import { count } from '../metrics.js';
import { removeItems } from './account-items.js';
import { removePendingUser } from './pending-user.js';

/**
 * Undoes an attempt in reverse, only what it made itself. Never throws: whoever calls has an error of its own to
 * report. What cannot be undone now stays under its intent for the reconciler, and `ROLLBACK_FAILED` is counted.
 *
 * @param cause why the attempt failed; undefined when it lost to another
 */
export async function rollBack(attempt: RegistrationIntent, cause: unknown, context: DomainContext): Promise<void> {
  try {
    await removeItems(attempt);
    await removePendingUser(attempt);
    // A call that timed out may take effect after we have looked: then the intent stays, and the reconciler looks again.
    if (cause === undefined || changedNothing(cause)) await deleteRegistrationIntent(attempt);
  } catch (error) {
    count(context, 'ROLLBACK_FAILED');
    context.logger.error('A registration could not be rolled back.', { attemptId: attempt.attemptId, error });
    await makeDue(attempt, context);
  }
}

/** Removes the intent of an attempt that is over and has left nothing else. One that stays is settled later. */
export async function closeAttempt(attempt: RegistrationIntent, { logger }: DomainContext): Promise<void> {
  try {
    await deleteRegistrationIntent(attempt);
  } catch (error) {
    logger.warn('The intent of a registration stays for the reconciler.', { attemptId: attempt.attemptId, error });
  }
}

/** So that the next registration of this email need not wait. If even that fails, the intent is due by itself soon. */
async function makeDue(attempt: RegistrationIntent, { now, logger }: DomainContext): Promise<void> {
  const { emailHash, attemptId } = attempt;
  try {
    await updateRegistrationIntent({ emailHash, attemptId }, { set: { dueAt: now().toISOString() } });
  } catch (error) {
    logger.warn('The intent of a registration could not be made due.', { attemptId, error });
  }
}
