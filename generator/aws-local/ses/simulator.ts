import { randomUUID } from 'node:crypto';
import { mailEventSource, type MailEvent } from '../../contract/model/mail-events.js';
import type { ToldEvent } from '../events/index.js';
import { localAccount, localArn } from '../place.js';
import type { Mail } from './mail.js';

/** The configuration set of the local stage. */
const configurationSet = 'local-mail';

/** The mailbox simulator's host ("Using the mailbox simulator" of the SES developer guide). */
const host = 'simulator.amazonses.com';

/** What comes of mails to an address of the simulator, by its name; a label may follow it: `bounce+one@...`. */
const outcomes: Readonly<Record<string, (recipient: string, at: string) => Outcome>> = {
  bounce: (recipient, at) => bounced(recipient, at, 'General'),
  complaint: complained,
  suppressionlist: (recipient, at) => bounced(recipient, at, 'Suppressed'),
};

interface Outcome {
  readonly detailType: MailEvent;
  /** What the event holds beside the mail. */
  readonly detail: object;
}

/** The events that SES tells of a mail: of each recipient of the simulator that returns mails. */
export function eventsOf(mail: Mail): readonly ToldEvent[] {
  return mail.to.flatMap((to) => {
    const [, recipient = to] = /<([^<>]+)>$/.exec(to) ?? [];
    const [, name = '', domain] = /^([^+@]+)(?:\+[^@]*)?@(.+)$/.exec(recipient) ?? [];
    const outcome = domain === host ? outcomes[name]?.(recipient, mail.at) : undefined;
    return outcome === undefined ? [] : [told(mail, recipient, outcome)];
  });
}

function told(mail: Mail, recipient: string, { detailType, detail }: Outcome): ToldEvent {
  return {
    source: mailEventSource,
    detailType,
    time: new Date(mail.at),
    resources: [localArn('ses', `configuration-set/${configurationSet}`)],
    detail: { ...detail, mail: mailOf(mail, recipient) },
  };
}

/** "Contents of event data that Amazon SES publishes", the mail object. */
function mailOf({ id, at, from, subject }: Mail, recipient: string): object {
  const [, sender = from] = /<([^<>]+)>$/.exec(from) ?? [];
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  return {
    timestamp: at,
    source: from,
    sourceArn: localArn('ses', `identity/${domain}`),
    sendingAccountId: localAccount,
    messageId: id,
    destination: [recipient],
    headersTruncated: false,
    headers: [
      { name: 'From', value: from },
      { name: 'To', value: recipient },
      { name: 'Subject', value: subject },
    ],
    commonHeaders: { from: [from], to: [recipient], messageId: id, subject },
    tags: {
      'ses:configuration-set': [configurationSet],
      'ses:from-domain': [domain],
      'ses:caller-identity': ['local'],
    },
  };
}

function bounced(emailAddress: string, timestamp: string, bounceSubType: 'General' | 'Suppressed'): Outcome {
  const failure = { action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' };
  return {
    detailType: 'Email Bounced',
    detail: {
      eventType: 'Bounce',
      bounce: {
        bounceType: 'Permanent',
        bounceSubType,
        bouncedRecipients: [{ emailAddress, ...failure }],
        timestamp,
        feedbackId: randomUUID(),
        reportingMTA: `dsn; ${host}`,
      },
    },
  };
}

function complained(emailAddress: string, timestamp: string): Outcome {
  return {
    detailType: 'Email Complaint Received',
    detail: {
      eventType: 'Complaint',
      complaint: {
        complainedRecipients: [{ emailAddress }],
        timestamp,
        feedbackId: randomUUID(),
        userAgent: 'Amazon SES Mailbox Simulator',
        complaintFeedbackType: 'abuse',
        arrivalDate: timestamp,
      },
    },
  };
}
