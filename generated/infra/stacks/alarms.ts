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
import { resourceName } from '../names.js';
import { failuresMetric } from '../needs.js';
import { placement, projectName } from '../project.js';
import { runbook, type AlarmKind } from '../runbook.js';
import type { Stage } from '../stage.js';
import { pascalCase, type DeployedFunction } from './function.js';

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

/** What metrics are summed up over. */
export const period = Duration.minutes(5);

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

/** What alarms need to know of a function. */
export type WatchedFunction = Pick<DeployedFunction, 'file' | 'name' | 'service' | 'countsFailures' | 'timeoutSeconds'>;

/** The alarms of one function. */
export function functionAlarms(stage: Stage, watched: WatchedFunction): readonly AlarmInput[] {
  const { file, name, timeoutSeconds } = watched;
  const of = (metricName: string, statistic = 'Sum'): Metric => functionMetric(name, metricName, statistic);
  return [
    { kind: 'function-errors', of: file, metric: failureRate(stage, watched), threshold: 5 },
    { kind: 'function-duration', of: file, metric: of('Duration', 'p99'), threshold: 800 * timeoutSeconds },
    { kind: 'function-throttles', of: file, metric: of('Throttles'), threshold: 0, once: true },
  ];
}

/**
 * The failures of a function in a hundred calls: what Lambda counts when it throws, runs out of time or memory, and what
 * it counts itself when it answers 5xx or gives a message back. An authorizer refuses callers by throwing, so that of its
 * failures only its own count tells.
 */
function failureRate(stage: Stage, { file, name, service, countsFailures }: WatchedFunction): MathExpression {
  const usingMetrics = {
    invocations: functionMetric(name, 'Invocations'),
    ...(file.startsWith('authorizer-') ? {} : { errors: functionMetric(name, 'Errors') }),
    ...(countsFailures ? { failures: ownMetric(stage, failuresMetric, service) } : {}),
  };
  const failed = Object.keys(usingMetrics).filter((id) => id !== 'invocations');
  return rateOf(`(${failed.map((id) => `FILL(${id}, 0)`).join(' + ')})`, usingMetrics);
}

function rateOf(failed: string, usingMetrics: Record<string, Metric>): MathExpression {
  return new MathExpression({ expression: `100 * ${failed} / MAX([invocations, 1])`, usingMetrics, period });
}

function functionMetric(name: string, metricName: string, statistic = 'Sum'): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    statistic,
    period,
    dimensionsMap: { FunctionName: name },
  });
}

/** An alarm reads at most so many metrics (CloudWatch user guide, "Alarms"). */
const mostMetrics = 10;

/** The sums of metrics: one, or several where there are more than an alarm can read. */
export function sumsOf(metrics: readonly Metric[]): readonly MathExpression[] {
  const starts = Array.from({ length: Math.ceil(metrics.length / mostMetrics) }, (_, index) => index * mostMetrics);
  return starts.map((start) => {
    const usingMetrics = Object.fromEntries(
      metrics.slice(start, start + mostMetrics).map((metric, index) => [`m${index}`, metric]),
    );
    const filled = Object.keys(usingMetrics).map((id) => `FILL(${id}, 0)`);
    return new MathExpression({ expression: filled.join(' + '), usingMetrics, period });
  });
}

/** A metric that a function counts by itself, under its name. */
export function ownMetric({ name: environment }: Pick<Stage, 'name'>, metricName: string, service: string): Metric {
  return new Metric({
    namespace: projectName,
    metricName,
    statistic: 'Sum',
    period,
    dimensionsMap: { environment, service },
  });
}

/** The alarms of the API. */
export function apiAlarms(stage: Stage): readonly AlarmInput[] {
  const dimensionsMap = { ApiName: resourceName(stage, 'api'), Stage: placement.stageName };
  const of = (metricName: string, statistic: string): Metric =>
    new Metric({ namespace: 'AWS/ApiGateway', metricName, statistic, period, dimensionsMap });
  return [
    { kind: 'api-errors', metric: of('5XXError', 'Average'), threshold: 0.01 },
    { kind: 'api-latency', metric: of('Latency', 'p99'), threshold: 3000 },
  ];
}
