import { findAccountIntentByDueIndex } from '../../generated/entities/index.js';
import type { AccountIntent, AccountIntentDueIndexPosition } from '../../generated/entities/index.js';
import type { JobContext, ScheduledJob } from '../../generated/http/jobs.js';
import { settleIntent } from '../auth/accounts/settle-intent.js';
import { workOnDue } from '../auth/due-items.js';
import { count } from '../auth/metrics.js';

/** Finishes the changes of accounts that stopped between two steps. One that fails does not hold up the others. */
export const reconcileAccounts: ScheduledJob = async (context) => {
  const due = { atMost: context.now().toISOString() };
  const failed = await workOnDue<AccountIntent, AccountIntentDueIndexPosition>(
    (page) => findAccountIntentByDueIndex({ sk: due, ...page }),
    (intent) => settled(intent, context),
  );
  if (failed > 0) throw new Error(`${failed} changes of accounts could not be finished.`);
};

async function settled(intent: AccountIntent, context: JobContext): Promise<boolean> {
  const { userId, kind } = intent;
  const event = kind === 'PASSWORD' ? 'password.settled' : 'account.delete-settled';
  try {
    await settleIntent(intent, context);
    context.audit({ event, outcome: 'success', subject: userId });
    return true;
  } catch (error) {
    count(context, 'ACCOUNT_CHANGE_UNFINISHED');
    context.audit({ event, outcome: 'failure', subject: userId, reason: 'NOT_FINISHED' });
    context.logger.error('A change of an account could not be finished.', { kind, error });
    return false;
  }
}
