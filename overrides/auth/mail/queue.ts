import { sendToMailQueue } from '../../aws/sqs.js';
import type { DomainContext, RequestContext } from '../context.js';
import { count } from '../metrics.js';
import type { MailMessage, Notice } from './messages.js';

/** A message without what the context knows. */
type Mailable = MailMessage extends infer M ? (M extends MailMessage ? Omit<M, 'requestId'> : never) : never;

/**
 * Queues a mail, before the answer is given: a Lambda function is frozen once it has answered.
 *
 * @throws the errors of SQS
 */
export async function queueMail(message: Mailable, { requestId }: Pick<DomainContext, 'requestId'>): Promise<void> {
  await sendToMailQueue(JSON.stringify({ ...message, requestId }));
}

/** Queues a mail about something that has happened and stands, whether or not the mail can be sent. */
export async function queueMailIfPossible(message: Mailable, context: DomainContext): Promise<void> {
  try {
    await queueMail(message, context);
  } catch (error) {
    count('MailNotQueued', context);
    context.logger.warn('A mail could not be queued.', { kind: message.kind, error });
  }
}

/** Tells the owner what was done to the account, and from where. */
export async function notify(userId: string, notice: Notice, context: RequestContext): Promise<void> {
  const { address, userAgent } = context.source;
  const at = context.now().toISOString();
  await queueMailIfPossible({ kind: 'notice', notice, userId, at, address, userAgent }, context);
}
