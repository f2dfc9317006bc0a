import { findAccountIntentByDueIndex, getAccountIntent } from '../../generated/entities/index.js';
import type { AccountIntent, AccountIntentDueIndexPosition } from '../../generated/entities/index.js';
import type { ScheduledJob } from '../../generated/http/jobs.js';
import { reconcileAccount } from '../auth/accounts/reconcile-account.js';
import { workOnDue } from '../auth/due-items.js';

/** Finishes the changes of accounts that stopped between two steps. One that fails does not hold up the others. */
export const reconcileAccounts: ScheduledJob = async (context) => {
  const due = { atMost: context.now().toISOString() };
  const failed = await workOnDue<AccountIntent, AccountIntentDueIndexPosition>(
    (dueShard, page) => findAccountIntentByDueIndex({ dueShard }, { sk: due, ...page }),
    ({ userId, intentId }) => getAccountIntent({ userId, intentId }, { consistent: true }),
    (intent) => reconcileAccount(intent, context),
  );
  if (failed > 0) throw new Error(`${failed} changes of accounts could not be finished.`);
};
