import type { Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { globalName, resourceName } from '../names.js';
import { everyPart } from '../parts.js';
import { placement } from '../project.js';
import type { Stage } from '../stage.js';
import { period } from './alarms.js';

/** One page with what the stage does: its API, its functions, and what its parts show. */
export function createDashboard(stack: Stack, stage: Stage): Dashboard {
  const dashboard = new Dashboard(stack, 'Dashboard', { dashboardName: globalName(stage, 'overview') });
  const api = { ApiName: resourceName(stage, 'api'), Stage: placement.stageName };
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
  const row = everyPart
    .flatMap((part) => part.graphs?.(stage) ?? [])
    .map(({ title, metrics }) => graph(title, metrics));
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
