import { createHash, randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { localArn, localRegion } from '../place.js';

/** A message as the queue holds it. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  receiveCount: number;
}

/** What a queue does with its messages. */
export interface QueueOptions {
  readonly name: string;
  readonly batchSize: number;
  readonly maxReceiveCount: number;
  /** Invokes the worker; undefined while nothing fills its slot: the messages wait. */
  readonly invoke: (event: SQSEvent) => Promise<unknown> | undefined;
  /** Told of every change, before anybody else is. */
  readonly keep: (changes: readonly QueueChange[]) => void;
  readonly now: () => Date;
  /** Told when the worker throws. */
  readonly onError: (error: unknown) => void;
}

/** What survives a restart. */
export interface QueueState {
  readonly waiting: readonly Message[];
  readonly dead: readonly Message[];
}

/** A message that waits, anew or with another count; one that is dead; the id of one that was handled. */
export type QueueChange = { readonly waits: Message } | { readonly died: Message } | { readonly done: string };

/** A queue with its worker. */
export interface Queue {
  readonly send: (body: string) => { readonly messageId: string; readonly md5: string };
  /** Resolves when nothing waits that could be handled, and nothing is being handled. */
  readonly drain: () => Promise<void>;
  readonly deadLetters: () => readonly Message[];
  /** Tries again what waits for a worker, after one has come. */
  readonly wake: () => void;
  readonly close: () => Promise<void>;
}

/** How long a failed message stays away: short, since somebody is watching. */
const retryMs = 200;

/** Makes a queue with the messages of an earlier run. Several batches are handled one after the other. */
export function createQueue(options: QueueOptions, earlier: QueueState = { waiting: [], dead: [] }): Queue {
  const waiting: Message[] = [...earlier.waiting];
  const dead: Message[] = [...earlier.dead];
  let working: Promise<void> | undefined;
  let closed = false;
  const work = async (): Promise<void> => {
    while (!closed && waiting.length > 0) {
      const batch = waiting.slice(0, options.batchSize);
      const failed = await handle(batch, options);
      if (failed === undefined) return;
      options.keep(batch.map((message) => settleMessage(message, failed.has(message.id))));
      if (failed.size > 0 && !closed) await new Promise((wake) => setTimeout(wake, retryMs).unref());
    }
  };
  const settleMessage = (message: Message, hasFailed: boolean): QueueChange => {
    waiting.splice(waiting.indexOf(message), 1);
    if (!hasFailed) return { done: message.id };
    const isDead = message.receiveCount >= options.maxReceiveCount;
    (isDead ? dead : waiting).push(message);
    return isDead ? { died: message } : { waits: message };
  };
  const wake = (): void => {
    working ??= work()
      .catch(options.onError)
      .finally(() => {
        working = undefined;
      });
  };
  if (waiting.length > 0) setImmediate(wake);
  return {
    send(body) {
      const message: Message = { id: randomUUID(), body, sentAt: options.now().getTime(), receiveCount: 0 };
      options.keep([{ waits: message }]);
      waiting.push(message);
      setImmediate(wake);
      return { messageId: message.id, md5: md5(body) };
    },
    drain: async () => {
      wake();
      await working;
    },
    deadLetters: () => dead,
    wake,
    close: async () => {
      closed = true;
      await working;
    },
  };
}

/**
 * The ids of the messages that failed; undefined when there is no worker. A throw fails the whole batch, and so does an
 * identifier that is not in it ("Implementing partial batch responses" of the Lambda developer guide).
 */
async function handle(
  batch: readonly Message[],
  { name, invoke, onError, keep }: QueueOptions,
): Promise<ReadonlySet<string> | undefined> {
  for (const message of batch) message.receiveCount += 1;
  const all = new Set(batch.map((message) => message.id));
  try {
    const running = invoke({ Records: batch.map((message) => recordOf(message, name)) });
    if (!running) {
      for (const message of batch) message.receiveCount -= 1;
      return undefined;
    }
    // Before the end of the work: a message that ends the process each time shall reach the dead letters too.
    try {
      keep(batch.map((message) => ({ waits: message })));
    } catch (error) {
      await running.catch(() => {});
      throw error;
    }
    const failed = failuresIn(await running);
    return failed.every((id) => all.has(id)) ? new Set(failed) : all;
  } catch (error) {
    onError(error);
    return all;
  }
}

/** The identifiers of a partial batch response; one that cannot be of the batch where it is malformed. */
function failuresIn(result: unknown): string[] {
  const { batchItemFailures: failures = [] } = (result ?? {}) as Partial<SQSBatchResponse>;
  return Array.isArray(failures) ? failures.map((failure) => failure?.itemIdentifier ?? '') : [''];
}

function recordOf(message: Message, queue: string): SQSRecord {
  return {
    messageId: message.id,
    receiptHandle: message.id,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: String(message.sentAt),
    },
    messageAttributes: {},
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: localArn('sqs', queue),
    awsRegion: localRegion,
  };
}

/** The SDK holds an answer's digest against what it sent. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
