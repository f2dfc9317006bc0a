// Contract: #/x-authwright/jobs/reconcile-registrations
import { reconcileRegistrations } from '../../../overrides/jobs/reconcile-registrations.js';
import { createScheduledJob, type ScheduledJob } from '../../http/jobs.js';

const job: ScheduledJob = reconcileRegistrations;

/** Finishes or removes registrations that stopped between two steps. */
export const handler = createScheduledJob('reconcile-registrations', job);
