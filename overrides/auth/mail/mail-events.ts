import * as z from 'zod';

const recipient = z.object({ emailAddress: z.string().max(1024) });

/** The mail that an event is about, with the recipients that we named. */
const mail = z.object({ destination: z.array(z.string().max(1024)) });

/** What SES tells of a mail that came back, as far as it matters ("Contents of event data that Amazon SES publishes"). */
export const MailEvent = z.discriminatedUnion('eventType', [
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: z.object({
      bounceType: z.string(),
      bouncedRecipients: z.array(recipient),
      timestamp: z.iso.datetime(),
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail,
    complaint: z.object({
      complainedRecipients: z.array(recipient),
      complaintFeedbackType: z.string().nullish(),
      timestamp: z.iso.datetime(),
    }),
  }),
]);

export type MailEvent = z.output<typeof MailEvent>;

/** What came back: why, when, and from whom. */
export interface ReturnedTo {
  readonly reason: 'BOUNCE' | 'COMPLAINT';
  readonly at: string;
  /** As we named them. */
  readonly recipients: readonly string[];
}

/**
 * Reads what an event means for its recipients. Undefined when it means nothing: a full mailbox is no lasting fault, and
 * a reader may also say that a mail is no spam.
 */
export function returnedOf(event: MailEvent): ReturnedTo | undefined {
  if (event.eventType === 'Bounce') {
    const { bounceType, bouncedRecipients, timestamp: at } = event.bounce;
    if (bounceType !== 'Permanent') return undefined;
    return { reason: 'BOUNCE', at, recipients: named(bouncedRecipients, event) };
  }
  const { complaintFeedbackType, complainedRecipients, timestamp: at } = event.complaint;
  if (complaintFeedbackType === 'not-spam') return undefined;
  return { reason: 'COMPLAINT', at, recipients: named(complainedRecipients, event) };
}

/** Those whom the mail was for: what mail servers answer is text of others, and may name anybody. */
function named(recipients: readonly z.output<typeof recipient>[], { mail: { destination } }: MailEvent): string[] {
  const returned = new Set(recipients.map(({ emailAddress }) => emailAddress.toLowerCase()));
  return destination.filter((address) => returned.has(address.toLowerCase()));
}
