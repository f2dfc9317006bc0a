import { Aws, Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { jobTimeout } from '../limits.js';
import { queueArn, resourceName } from '../names.js';
import { jobs } from '../project.js';
import type { Stage } from '../stage.js';
import { period, type AlarmInput } from './alarms.js';
import { pascalCase } from './function.js';
import type { BaseInput, LastingPart } from './part.js';

/** The queue of each job that has one, with a queue for the messages that nobody could handle. */
export const queuesPart: LastingPart<Readonly<Record<string, Queue>>> = {
  create: createQueues,
  arns: (stage) => ({ queue: ({ job = '' }) => [queueArn(stage, job)] }),
  variables: (stage) =>
    Object.fromEntries(
      Object.entries(jobs).flatMap(([job, { trigger }]) =>
        trigger.kind === 'queue' ? [[trigger.environmentVariable, () => queueUrl(stage, job)]] : [],
      ),
    ),
  alarms: (stage) => queuedJobs().flatMap((job) => queueAlarms(stage, job)),
  graphs: (stage) => [
    {
      title: 'Queues: messages waiting',
      metrics: queuedJobs().flatMap((job) =>
        [[job], [job, 'dead-letters']].map((name) => queueMetric(stage, 'ApproximateNumberOfMessagesVisible', name)),
      ),
    },
  ],
};

function queuedJobs(): readonly string[] {
  return Object.entries(jobs).flatMap(([job, { trigger }]) => (trigger.kind === 'queue' ? [job] : []));
}

function queueUrl(stage: Stage, job: string): string {
  return `https://sqs.${stage.region}.${Aws.URL_SUFFIX}/${Aws.ACCOUNT_ID}/${resourceName(stage, job)}`;
}

function queueAlarms(stage: Stage, job: string): readonly AlarmInput[] {
  const dead = queueMetric(stage, 'ApproximateNumberOfMessagesVisible', [job, 'dead-letters']);
  const age = queueMetric(stage, 'ApproximateAgeOfOldestMessage', [job]);
  return [
    { kind: 'dead-letters', of: job, metric: dead, threshold: 0, once: true },
    { kind: 'queue-age', of: job, metric: age, threshold: 900 },
  ];
}

function queueMetric(stage: Stage, metricName: string, name: readonly string[]): Metric {
  return new Metric({
    namespace: 'AWS/SQS',
    metricName,
    statistic: 'Maximum',
    period,
    dimensionsMap: { QueueName: resourceName(stage, ...name) },
  });
}

function createQueues({ stack, stage, storageKey: encryptionKey }: BaseInput): Readonly<Record<string, Queue>> {
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
