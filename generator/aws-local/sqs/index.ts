import type { SQSEvent } from 'aws-lambda';
import { AwsError, type Engine } from '../endpoint/index.js';
import { localAccount } from '../place.js';
import { createQueue, type Message, type Queue } from './queue.js';
import { sendMessage, sendMessageBatch } from './send.js';
import { openQueueStore } from './store.js';

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
  /** Told when a worker throws; its messages come again. */
  readonly onError?: (queue: string, error: unknown) => void;
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
export function createSqs({ queues, directory, now, onError = () => undefined }: SqsOptions): SqsEngine {
  const running = new Map(
    queues.map((queue) => {
      const { earlier, keep } = openQueueStore(queue.name, directory);
      const failed = (error: unknown): void => onError(queue.name, error);
      return [queue.name, createQueue({ ...queue, now, keep, onError: failed }, earlier)];
    }),
  );
  const urlOf = (name: string, endpoint: string): string => `${endpoint}/${localAccount}/${name}`;
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
      if (action === 'SendMessage') return sendMessage(find(input['QueueUrl']), input);
      if (action === 'SendMessageBatch') return sendMessageBatch(find(input['QueueUrl']), input['Entries']);
      throw new AwsError('UnknownOperationException', `${action} is not emulated.`);
    },
    drain: async () => void (await Promise.all(all.map((queue) => queue.drain()))),
    deadLetters: (name) => running.get(name)?.deadLetters() ?? [],
    wake: () => all.forEach((queue) => queue.wake()),
    close: async () => void (await Promise.all(all.map((queue) => queue.close()))),
  };
}
