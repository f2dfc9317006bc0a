import { Duration, type Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { resourceName } from '../names.js';
import { jobs } from '../project.js';
import type { Stage } from '../stage.js';
import { jobTimeout } from './jobs.js';
import { pascalCase } from './function.js';

/** The queue of each job that has one, with a queue for the messages that nobody could handle. */
export function createQueues(stack: Stack, stage: Stage, encryptionKey: IKey): Readonly<Record<string, Queue>> {
  const encrypted = { encryption: QueueEncryption.KMS, encryptionMasterKey: encryptionKey, enforceSSL: true };
  return Object.fromEntries(
    Object.entries(jobs).flatMap(([name, { trigger }]) => {
      if (trigger.kind !== 'queue') return [];
      const deadLetters = new Queue(stack, `${pascalCase(name)}-DeadLetters`, {
        ...encrypted,
        queueName: resourceName(stage, name, 'dead-letters'),
        retentionPeriod: Duration.days(14),
      });
      const queue = new Queue(stack, `${pascalCase(name)}-Queue`, {
        ...encrypted,
        queueName: resourceName(stage, name),
        // Six times the function's time-out, as Lambda's developer guide asks for.
        visibilityTimeout: Duration.seconds(6 * jobTimeout),
        deadLetterQueue: { queue: deadLetters, maxReceiveCount: trigger.maxReceiveCount },
      });
      return [[name, queue]];
    }),
  );
}
