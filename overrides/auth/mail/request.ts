import { emailHash, normaliseEmail } from '../accounts/email.js';
import type { FlowContext } from '../context.js';
import { queueMail } from './queue.js';

/** The mails that anyone may ask for, with the event that tells of it. */
const events = { 'password-reset': 'password.reset-request', 'email-verification': 'email.resend' } as const;

/**
 * Asks for a mail with a link. It queues one message, whoever was named: whether there is an account is found out by the
 * worker, after the answer (ASVS 5.0, 6.3.8).
 *
 * @throws the errors of Secrets Manager and SQS, so that a queue that is down is answered 503
 */
export async function requestMail(kind: keyof typeof events, text: string, context: FlowContext): Promise<void> {
  const email = normaliseEmail(text) ?? text;
  const subject = await emailHash(email);
  await queueMail({ kind, email, address: context.source.address }, context);
  context.audit({ event: events[kind], outcome: 'success', subject });
}
