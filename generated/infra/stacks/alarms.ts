import { Duration, type Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Metric,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { tables } from '../entities.js';
import { apiStageName, resourceName } from '../names.js';
import { jobs, projectName } from '../project.js';
import { runbook, type AlarmKind } from '../runbook.js';
import type { Stage } from '../stage.js';
import { pascalCase } from './function.js';

/** An alarm. It rings at more than `threshold`, in two of three periods of five minutes unless it says once. */
export interface AlarmInput {
  readonly kind: AlarmKind;
  /** What it is about, when there are several of a kind. */
  readonly of?: string;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly once?: boolean;
  /** In place of the runbook's own words. */
  readonly description?: string;
}

const period = Duration.minutes(5);

/** Makes an alarm that tells the topic, also when all is well again. */
export function createAlarm(stack: Stack, stage: Stage, topic: ITopic, input: AlarmInput): Alarm {
  const { kind, of, metric, threshold, once = false, description } = input;
  const { meaning, look, act } = runbook[kind];
  const name = of === undefined ? kind : `${of}-${kind}`;
  const alarm = new Alarm(stack, pascalCase(name), {
    alarmName: `${projectName}-${stage.name}-${name}`,
    alarmDescription: description ?? `${meaning} Look at ${look}. ${act}`,
    metric,
    threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: once ? 1 : 3,
    datapointsToAlarm: once ? 1 : 2,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}

/** The alarms of one function. */
export function functionAlarms(name: string, file: string, timeoutSeconds: number): readonly AlarmInput[] {
  const of = (metricName: string, statistic = 'Sum'): Metric =>
    new Metric({ namespace: 'AWS/Lambda', metricName, statistic, period, dimensionsMap: { FunctionName: name } });
  const usingMetrics = { errors: of('Errors'), invocations: of('Invocations') };
  const rate = new MathExpression({ expression: '100 * errors / MAX([invocations, 1])', usingMetrics, period });
  return [
    // An authorizer refuses by failing; its failures are counted at the gateway.
    ...(file.startsWith('authorizer-')
      ? []
      : [{ kind: 'function-errors', of: file, metric: rate, threshold: 5 } as const]),
    { kind: 'function-duration', of: file, metric: of('Duration', 'p99'), threshold: 800 * timeoutSeconds },
    { kind: 'function-throttles', of: file, metric: of('Throttles'), threshold: 0, once: true },
  ];
}

/** The alarms of everything that is there once. */
export function sharedAlarms(stage: Stage): readonly AlarmInput[] {
  return [...apiAlarms(stage), ...Object.keys(tables).map((table) => tableAlarm(stage, table)), ...queueAlarms(stage)];
}

function apiAlarms(stage: Stage): readonly AlarmInput[] {
  const dimensionsMap = { ApiName: resourceName(stage, 'api'), Stage: apiStageName };
  const of = (metricName: string, statistic: string): Metric =>
    new Metric({ namespace: 'AWS/ApiGateway', metricName, statistic, period, dimensionsMap });
  const failures = new Metric({
    namespace: projectName,
    metricName: `AuthorizerFailures-${stage.name}`,
    statistic: 'Sum',
    period,
  });
  return [
    { kind: 'api-errors', metric: of('5XXError', 'Average'), threshold: 0.01 },
    { kind: 'api-latency', metric: of('Latency', 'p99'), threshold: 3000 },
    { kind: 'authorizer-failures', metric: failures, threshold: 5, once: true },
  ];
}

function tableAlarm(stage: Stage, table: string): AlarmInput {
  const of = (metricName: string): Metric =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      statistic: 'Sum',
      period,
      dimensionsMap: { TableName: resourceName(stage, table) },
    });
  const usingMetrics = { reads: of('ReadThrottleEvents'), writes: of('WriteThrottleEvents') };
  const metric = new MathExpression({ expression: 'reads + writes', usingMetrics, period });
  return { kind: 'table-throttles', of: table, metric, threshold: 0, once: true };
}

function queueAlarms(stage: Stage): readonly AlarmInput[] {
  return Object.entries(jobs).flatMap(([job, { trigger }]): AlarmInput[] => {
    if (trigger.kind !== 'queue') return [];
    const of = (metricName: string, ...queue: readonly string[]): Metric =>
      new Metric({
        namespace: 'AWS/SQS',
        metricName,
        statistic: 'Maximum',
        period,
        dimensionsMap: { QueueName: resourceName(stage, job, ...queue) },
      });
    return [
      {
        kind: 'dead-letters',
        of: job,
        metric: of('ApproximateNumberOfMessagesVisible', 'dead-letters'),
        threshold: 0,
        once: true,
      },
      { kind: 'queue-age', of: job, metric: of('ApproximateAgeOfOldestMessage'), threshold: 900 },
    ];
  });
}
