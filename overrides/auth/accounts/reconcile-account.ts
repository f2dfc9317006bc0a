import { deleteAccountIntent, getUser } from '../../../generated/entities/index.js';
import type { AccountIntent } from '../../../generated/entities/index.js';
import type { JobContext } from '../../../generated/http/jobs.js';
import type { DomainContext } from '../context.js';
import { count } from '../metrics.js';
import { raiseEpochAfter } from '../passwords/raise-epoch.js';
import { endEarlierSessions } from '../sessions/end.js';
import { removeAccount } from './remove-account.js';

/**
 * Finishes a change of an account that stopped between two steps, for the reconciler.
 *
 * @returns false when it could not be done; the intent then stays
 */
export async function reconcileAccount(intent: AccountIntent, context: JobContext): Promise<boolean> {
  const { userId, kind } = intent;
  const event = kind === 'PASSWORD' ? 'password.settled' : 'account.delete-settled';
  try {
    await (kind === 'PASSWORD' ? settlePassword : settleDeletion)(intent, context);
    context.audit({ event, outcome: 'success', subject: userId });
    return true;
  } catch (error) {
    count('ACCOUNT_CHANGE_UNFINISHED', context);
    context.audit({ event, outcome: 'failure', subject: userId, reason: 'NOT_FINISHED' });
    context.logger.error('A change of an account could not be finished.', { kind, error });
    return false;
  }
}

/** Nobody knows whether Cognito took the password: in doubt the sessions end. */
async function settlePassword(intent: AccountIntent, context: DomainContext): Promise<void> {
  const epoch = await raiseEpochAfter(intent, { outcome: 'unknown' }, context);
  await endEarlierSessions(intent.userId, epoch, context);
}

/** A deletion goes on where it stopped. */
async function settleDeletion(intent: AccountIntent): Promise<void> {
  const user = await getUser({ userId: intent.userId }, { consistent: true });
  if (user === undefined) await deleteAccountIntent(intent);
  else await removeAccount(user, intent);
}
