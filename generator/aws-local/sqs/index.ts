import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { AwsError, type Engine } from '../endpoint/index.js';
import { createQueue, type Message, type Queue, type QueueState } from './queue.js';

/** A queue that a job works on. */
export interface QueueDefinition {
  readonly name: string;
  readonly batchSize: number;
  readonly maxReceiveCount: number;
  readonly invoke: (event: SQSEvent) => Promise<unknown> | undefined;
}

/** How the engine is started. */
export interface SqsOptions {
  readonly queues: readonly QueueDefinition[];
  /** Where messages are kept; absent keeps them in memory. */
  readonly directory?: string;
  readonly now: () => Date;
}

/** A running engine. */
export interface SqsEngine extends Engine {
  /** The URL of a queue. The SDK calls the host that the URL names, so it is that of the endpoint. */
  readonly urlOf: (queue: string, endpoint: string) => string;
  /** Resolves when no queue has anything left that could be handled. */
  readonly drain: () => Promise<void>;
  readonly deadLetters: (queue: string) => readonly Message[];
  /** Tells the queues that a worker may have come. */
  readonly wake: () => void;
  readonly close: () => Promise<void>;
}

/** SQS as far as sending needs it: `SendMessage` and `SendMessageBatch`. Receiving is the workers' affair. */
export function createSqs({ queues, directory, now }: SqsOptions): SqsEngine {
  const running = new Map(queues.map((queue) => [queue.name, openQueue(queue, directory, now)]));
  const urlOf = (name: string, endpoint: string): string => `${endpoint}/000000000000/${name}`;
  const find = (url: unknown): Queue => {
    const queue = typeof url === 'string' ? running.get(url.split('/').at(-1) ?? '') : undefined;
    if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };
  const all = [...running.values()];
  return {
    targetPrefix: 'AmazonSQS',
    urlOf,
    async call(action, input) {
      if (action === 'SendMessage') return sent(find(input['QueueUrl']), input['MessageBody']);
      if (action === 'SendMessageBatch') return sentBatch(find(input['QueueUrl']), input['Entries']);
      throw new AwsError('UnknownOperationException', `${action} is not emulated.`);
    },
    drain: async () => void (await Promise.all(all.map((queue) => queue.drain()))),
    deadLetters: (name) => running.get(name)?.deadLetters() ?? [],
    wake: () => all.forEach((queue) => queue.wake()),
    close: async () => void (await Promise.all(all.map((queue) => queue.close()))),
  };
}

function sent(queue: Queue, body: unknown): object {
  if (typeof body !== 'string' || body === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  const { messageId, md5 } = queue.send(body);
  return { MessageId: messageId, MD5OfMessageBody: md5 };
}

function sentBatch(queue: Queue, entries: unknown): object {
  const list = Array.isArray(entries) ? (entries as { Id: string; MessageBody: string }[]) : [];
  return { Successful: list.map(({ Id, MessageBody }) => ({ Id, ...sent(queue, MessageBody) })), Failed: [] };
}

function openQueue(definition: QueueDefinition, directory: string | undefined, now: () => Date): Queue {
  if (directory === undefined) return createQueue({ ...definition, now, save: () => undefined });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, `${definition.name}.json`);
  // A rename replaces the file as a whole, so that a kill leaves the old list or the new one.
  const save = (state: QueueState): void => {
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return createQueue({ ...definition, now, save }, readState(file));
}

function readState(file: string): QueueState | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as QueueState;
  } catch {
    return undefined;
  }
}
