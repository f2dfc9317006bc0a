// Contract: #/x-authwright/jobs/sweep
import { sweep } from '../../../overrides/jobs/sweep.js';
import { createScheduledJob, type ScheduledJob } from '../../http/jobs.js';

const job: ScheduledJob = sweep;

/** Revokes the tokens of MFA challenges that expired unused. */
export const handler = createScheduledJob('sweep', job);
