import type { EventJob } from '../../generated/http/jobs.js';
import { MailEvent } from '../auth/mail/mail-events.js';
import { markReturned } from '../auth/mail/returned.js';

/** Marks the addresses of a mail that came back for good, or that its reader marked as spam. */
export const returnedMail: EventJob = async ({ id, detail }, context) => {
  const event = MailEvent.safeParse(detail);
  // The text is not logged: it holds addresses.
  if (!event.success) throw new Error(`The event ${id} is no bounce or complaint as SES tells them.`);
  await markReturned(event.data, context);
};
