import { Duration, type Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { tables } from '../entities.js';
import { apiStageName, resourceName } from '../names.js';
import { jobs } from '../project.js';
import type { Stage } from '../stage.js';

const period = Duration.minutes(5);

/** One page with what the stage does: its API, its functions, its tables, its queues. */
export function createDashboard(stack: Stack, stage: Stage): Dashboard {
  const dashboard = new Dashboard(stack, 'Dashboard', { dashboardName: resourceName(stage, 'overview') });
  const api = { ApiName: resourceName(stage, 'api'), Stage: apiStageName };
  dashboard.addWidgets(
    graph('Requests', [metric('AWS/ApiGateway', 'Count', 'Sum', api)]),
    graph(
      'Errors',
      ['4XXError', '5XXError'].map((name) => metric('AWS/ApiGateway', name, 'Sum', api)),
    ),
    graph(
      'Latency (ms)',
      ['p50', 'p99'].map((statistic) => metric('AWS/ApiGateway', 'Latency', statistic, api)),
    ),
  );
  dashboard.addWidgets(
    ...(['Errors', 'Throttles', 'Duration'] as const).map((name) =>
      graph(`Functions: ${name}`, [ofFunctions(stage, name)]),
    ),
  );
  const consumed = Object.keys(tables).flatMap((table) =>
    ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'].map((name) =>
      metric('AWS/DynamoDB', name, 'Sum', { TableName: resourceName(stage, table) }),
    ),
  );
  const waiting = Object.entries(jobs).flatMap(([job, { trigger }]) =>
    trigger.kind === 'queue'
      ? [[job], [job, 'dead-letters']].map((name) =>
          metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', {
            QueueName: resourceName(stage, ...name),
          }),
        )
      : [],
  );
  const row = [
    ...(consumed.length > 0 ? [graph('Tables', consumed)] : []),
    ...(waiting.length > 0 ? [graph('Queues: messages waiting', waiting)] : []),
  ];
  if (row.length > 0) dashboard.addWidgets(...row);
  return dashboard;
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8 });
}

function metric(
  namespace: string,
  metricName: string,
  statistic: string,
  dimensionsMap: Record<string, string>,
): Metric {
  return new Metric({ namespace, metricName, statistic, period, dimensionsMap });
}

/** All functions of the stage, found by the beginning of their names. */
function ofFunctions(stage: Stage, name: 'Errors' | 'Throttles' | 'Duration'): MathExpression {
  const statistic = name === 'Duration' ? 'p99' : 'Sum';
  const search = `{AWS/Lambda,FunctionName} MetricName="${name}" "${resourceName(stage, '')}"`;
  return new MathExpression({
    expression: `SEARCH('${search}', '${statistic}', 300)`,
    usingMetrics: {},
    period,
    label: '',
  });
}
