import type { Stack } from 'aws-cdk-lib';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { resourceName } from '../names.js';
import { projectName } from '../project.js';
import type { Stage } from '../stage.js';

/** A query of Logs Insights that is saved with the stage, and where it looks. */
interface SavedQuery {
  readonly name: string;
  readonly of: 'access log' | 'functions';
  readonly lines: readonly string[];
}

/** What alarms send their readers to; the README names them. */
const queries: readonly SavedQuery[] = [
  {
    name: 'errors',
    of: 'functions',
    lines: [
      'fields @timestamp, operationId, requestId, message, error.name, error.message',
      "filter level = 'ERROR'",
      'sort @timestamp desc',
      'limit 100',
    ],
  },
  {
    name: 'request',
    of: 'functions',
    lines: ['fields @timestamp, operationId, level, message', "filter requestId = 'REQUEST_ID'", 'sort @timestamp'],
  },
  {
    name: 'slow-functions',
    of: 'functions',
    lines: [
      'filter ispresent(durationMs)',
      'stats pct(durationMs, 99) as p99, count() as calls by operationId',
      'sort p99 desc',
    ],
  },
  {
    name: 'answers-by-status',
    of: 'access log',
    lines: ['filter status >= 400', 'stats count() as answers by status, method, route, error', 'sort answers desc'],
  },
];

/** A query looks into at most so many log groups (CloudWatch Logs, `PutQueryDefinition`). */
const mostGroups = 50;

/** Saves the queries, of a stage with these functions. */
export function createQueries(stack: Stack, stage: Stage, functions: readonly string[]): void {
  const groups = {
    'access log': [`/aws/apigateway/${resourceName(stage, 'api')}`],
    functions: functions.map((name) => `/aws/lambda/${name}`).slice(0, mostGroups),
  };
  for (const { name, of, lines } of queries) {
    new CfnQueryDefinition(stack, `Query-${name}`, {
      name: `${projectName}/${stage.name}/${name}`,
      queryString: lines.join('\n| '),
      logGroupNames: groups[of],
    });
  }
}
