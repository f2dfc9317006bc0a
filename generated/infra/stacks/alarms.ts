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
import { placement, projectName } from '../project.js';
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
