import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { environment } from '../../generated/http/environment.js';
import { traced } from '../../generated/http/tracing.js';

const ses = /* @__PURE__ */ traced(
  /* @__PURE__ */ new SESv2Client({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  }),
);

/** A mail to one recipient. */
export interface Mail {
  /** An address in ASCII, without a display name. */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** `SendEmail` from `MAIL_FROM`. SES builds the headers from fields, never from text of ours. */
export async function sendEmail(mail: Mail): Promise<void> {
  const content = (data: string): { Data: string; Charset: string } => ({ Data: data, Charset: 'UTF-8' });
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: environment('MAIL_FROM'),
      Destination: { ToAddresses: [mail.to] },
      Content: {
        Simple: {
          Subject: content(mail.subject),
          Body: { Text: content(mail.text), Html: content(mail.html) },
        },
      },
    }),
  );
}
