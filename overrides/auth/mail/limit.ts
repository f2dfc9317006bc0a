import { HttpError } from '../../../generated/http/errors.js';
import { rateLimits, type RateLimitRule } from '../../../generated/http/rate-limit.js';
import type { DomainContext } from '../context.js';
import type { Admitted } from './admitted.js';
import type { MailMessage, Notice } from './messages.js';

/**
 * Mails of one kind to one mailbox in a day. Each kind by itself, so that many of one do not keep another back; and what
 * is asked for where a session of the account was held by itself, so that strangers do not close recovery for the owner.
 * One of each kind is enough to find out whether an address whose mails came back takes mails again.
 */
const perDay = { all: 10, asked: 1 } as const satisfies Record<LimitedMail['admitted'], number>;
const mailbox = ['body.to', 'body.kind'] as const;

/** What of a mail its limit goes by. */
export interface LimitedMail {
  readonly to: string;
  readonly kind: MailMessage['kind'] | Notice;
  readonly admitted: Exclude<Admitted, 'none'>;
  /** Where it was asked for, if a session of the account was held there. */
  readonly knownAddress?: string | undefined;
}

/** How a mail ended, as the rule counts it: one that could not be sent comes again, and is not counted twice. */
const [sent, failed] = [200, 503];

/**
 * Sends a mail, unless its mailbox has had as many of its kind today as it may: nobody can make this service send more,
 * whatever they do to an account. What is not sent is logged without the address.
 *
 * @throws the errors of the work; HttpError 503 when the counter cannot be reached
 */
export async function withinLimit(
  { to, kind, admitted, knownAddress }: LimitedMail,
  context: DomainContext,
  work: () => Promise<void>,
): Promise<void> {
  const key = knownAddress === undefined ? mailbox : [...mailbox, 'address'];
  const rule: RateLimitRule = { key, attempts: perDay[admitted], windowSeconds: 86_400 };
  const limiter = admitted === 'all' ? rateLimits('mail', [rule]) : rateLimits('returned-mail', [rule]);
  const input = { path: {}, query: {}, headers: {}, cookies: {}, body: { to, kind }, principal: undefined };
  let reservation;
  try {
    reservation = await limiter.reserve(input, { address: knownAddress ?? '', userAgent: '' }, context.now());
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 429) throw error;
    context.logger.warn('A mail is not sent: its address has had as many of this kind today as it may.', { kind });
    return;
  }
  try {
    await work();
  } catch (error) {
    await limiter.settle(reservation, failed).catch(() => undefined);
    throw error;
  }
  await limiter.settle(reservation, sent).catch(() => undefined);
}
