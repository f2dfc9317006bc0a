// Contract: #/x-authwright/jobs/mail
import { mail } from '../../../overrides/jobs/mail.js';
import { createQueueJob, type QueueJob } from '../../http/jobs.js';

const job: QueueJob = mail;

/** Looks accounts up, makes one-time tokens and sends mails. */
export const handler = createQueueJob('mail', job);
