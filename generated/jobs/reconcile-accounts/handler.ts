// Contract: #/x-authwright/jobs/reconcile-accounts
import { reconcileAccounts } from '../../../overrides/jobs/reconcile-accounts.js';
import { createScheduledJob, type ScheduledJob } from '../../http/jobs.js';

const job: ScheduledJob = reconcileAccounts;

/** Finishes password changes and deletions that stopped between two steps. */
export const handler = createScheduledJob('reconcile-accounts', job);
