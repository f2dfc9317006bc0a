import { AwsError } from '../endpoint/index.js';
import type { Queue } from './queue.js';

type Input = Readonly<Record<string, unknown>>;

/** Of a message, and of all messages of a batch together; bytes. */
const largest = 1024 * 1024;
const batchLimit = 10;

/** Members that change what happens to a message; to drop them silently would hide a fault until the deployment. */
const unknownMembers = ['DelaySeconds', 'MessageAttributes', 'MessageDeduplicationId', 'MessageGroupId'];

/**
 * `SendMessage`.
 *
 * @throws AwsError `MissingParameter`, `InvalidMessageContents`, `InvalidParameterValue`, `UnsupportedOperation`
 */
export function sendMessage(queue: Queue, input: Input): object {
  const { messageId, md5 } = queue.send(messageBody(input));
  return { MessageId: messageId, MD5OfMessageBody: md5 };
}

/**
 * `SendMessageBatch`: a message that is refused is answered in `Failed`, the others are sent.
 *
 * @throws AwsError `EmptyBatchRequest`, `TooManyEntriesInBatchRequest`, `BatchEntryIdsNotDistinct`, `BatchRequestTooLong`
 */
export function sendMessageBatch(queue: Queue, entries: unknown): object {
  const list = Array.isArray(entries) ? (entries as Input[]) : [];
  const refuse = (name: string, message: string): AwsError => new AwsError(name, message);
  if (list.length === 0) throw refuse('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (list.length > batchLimit)
    throw refuse('TooManyEntriesInBatchRequest', `Maximum number of entries per request are ${batchLimit}.`);
  if (new Set(list.map(({ Id }) => Id)).size < list.length)
    throw refuse('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  const bytes = list.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(String(MessageBody ?? '')), 0);
  if (bytes > largest) throw refuse('BatchRequestTooLong', `Batch requests cannot be longer than ${largest} bytes.`);
  const answers = list.map((entry) => sendEntry(queue, entry));
  return {
    Successful: answers.filter((answer) => 'MessageId' in answer),
    Failed: answers.filter((answer) => 'Code' in answer),
  };
}

function sendEntry(queue: Queue, entry: Input): object {
  try {
    return { Id: entry['Id'], ...sendMessage(queue, entry) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Id: entry['Id'], SenderFault: true, Code: error.name, Message: error.message };
  }
}

function messageBody(input: Input): string {
  const body = input['MessageBody'];
  if (typeof body !== 'string' || body === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (Buffer.byteLength(body) > largest)
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${largest} bytes.`,
    );
  // What XML 1.0 allows, by "SendMessage" of the API reference.
  if (/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(body))
    throw new AwsError('InvalidMessageContents', 'The message contains characters outside the allowed set.');
  const unknown = unknownMembers.find((name) => hasContent(input[name]));
  if (unknown !== undefined) throw new AwsError('UnsupportedOperation', `${unknown} is not emulated.`);
  return body;
}

function hasContent(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== 0;
}
