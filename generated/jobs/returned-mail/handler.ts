// Contract: #/x-authwright/jobs/returned-mail
import { returnedMail } from '../../../overrides/jobs/returned-mail.js';
import { createEventJob, type EventJob } from '../../http/jobs.js';

const job: EventJob = returnedMail;

/** Marks addresses whose mail came back, or whose readers marked it as spam. */
export const handler = createEventJob('returned-mail', job);
