import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { environment } from '../../generated/http/environment.js';
import { traced } from '../../generated/http/tracing.js';

const sqs = /* @__PURE__ */ traced(
  /* @__PURE__ */ new SQSClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  }),
);

/** `SendMessage` to the mail queue. */
export async function sendToMailQueue(body: string): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl: environment('MAIL_QUEUE_URL'), MessageBody: body }));
}
