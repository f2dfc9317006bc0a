import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { jobTimeout } from '../limits.js';
import { jobs } from '../project.js';
import { queueArn, resourceName } from '../names.js';
import type { Grant } from '../permissions/grant.js';
import { createFunction, pascalCase, type DeployedFunction } from './function.js';
import type { FunctionsInput, Part } from './part.js';

/** The jobs that a schedule, a queue or an event starts. Those of a trigger live with what pulls it. */
export const jobsPart: Part = { functions: createJobs };

function createJobs({ stack, stage, handlers, around }: FunctionsInput): readonly DeployedFunction[] {
  return Object.entries(jobs).flatMap(([name, { file, filled, trigger }]) => {
    const handler = handlers.get(`jobs/${file}`);
    if (!filled || !handler || trigger.kind === 'trigger') return [];
    const job = createFunction(stack, stage, around, {
      handler,
      settings: { timeout: jobTimeout },
      description: `Job ${name}`,
      triggerGrants: trigger.kind === 'queue' ? receiving(name) : [],
    });
    if (trigger.kind === 'event') {
      new Rule(stack, `${pascalCase(name)}-Event`, {
        ruleName: resourceName(stage, name),
        // The account's default bus, where the services of AWS tell their events, and nobody else may in their names.
        eventPattern: {
          source: [trigger.source],
          detailType: [...trigger.detailTypes],
          ...around.eventsOf(trigger.source),
        },
        targets: [new LambdaTarget(job.resource, { retryAttempts: 2, maxEventAge: Duration.hours(1) })],
      });
    } else if (trigger.kind === 'schedule') {
      new Rule(stack, `${pascalCase(name)}-Schedule`, {
        ruleName: resourceName(stage, name),
        schedule: Schedule.expression(trigger.expression),
        targets: [new LambdaTarget(job.resource, { retryAttempts: 2, maxEventAge: Duration.minutes(5) })],
      });
    } else {
      new EventSourceMapping(stack, `${pascalCase(name)}-Messages`, {
        target: job.resource,
        eventSourceArn: queueArn(stage, name),
        batchSize: trigger.batchSize,
        // One message that fails does not bring the others back.
        reportBatchItemFailures: true,
      });
    }
    return [job];
  });
}

/** What Lambda does with a queue in the function's name. */
function receiving(job: string): readonly Grant[] {
  const queue = { kind: 'queue', job } as const;
  const reason = 'the queue that starts it';
  return [
    ...['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'].map((action) => ({
      action,
      resource: queue,
      reason,
    })),
    { action: 'kms:Decrypt', resource: { kind: 'storageKey', via: 'sqs' }, reason },
  ];
}
