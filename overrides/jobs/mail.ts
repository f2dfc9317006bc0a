import type { QueueJob } from '../../generated/http/jobs.js';
import { deliver } from '../auth/mail/deliver.js';
import { MailMessage } from '../auth/mail/messages.js';

/** Sends the mail that a message of the queue asks for. */
export const mail: QueueJob = async ({ id, body }, context) => {
  const message = MailMessage.safeParse(body);
  // Thrown, so that it ends with the dead letters, where someone looks. The text is not logged: it could hold anything.
  if (!message.success) throw new Error(`The message ${id} is none of the mail queue's.`);
  await deliver(message.data, context);
};
