import type { Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { tables } from '../entities.js';
import { resourceName, tableArn } from '../names.js';
import type { Stage } from '../stage.js';
import { period, sumsOf, type AlarmInput } from './alarms.js';
import { pascalCase } from './function.js';
import type { LastingPart } from './part.js';

/** The tables of the entities, and of the counters of rate limits. */
export const tablesPart: LastingPart<Readonly<Record<string, Table>>> = {
  create: ({ stack, stage, storageKey }) =>
    Object.fromEntries(Object.keys(tables).map((name) => [name, createTable(stack, stage, name, storageKey)])),
  arns: (stage) => ({
    table: ({ table = '' }) => [tableArn(stage, table)],
    index: ({ table = '', index = '' }) => [`${tableArn(stage, table)}/index/${index}`],
  }),
  variables: (stage) =>
    Object.fromEntries(
      Object.entries(tables).map(([table, { environmentVariable }]) => [
        environmentVariable,
        () => resourceName(stage, table),
      ]),
    ),
  alarms: (stage) => Object.keys(tables).flatMap((table) => throttleAlarms(stage, table)),
  graphs: (stage) => [
    {
      title: 'Tables',
      metrics: Object.keys(tables).flatMap((table) =>
        ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'].map((name) => tableMetric(stage, table, name)),
      ),
    },
  ],
};

/** A table tells nothing of its indexes: each has counts of its own. */
function throttleAlarms(stage: Stage, table: string): readonly AlarmInput[] {
  const indexes = (tables[table]?.indexes ?? []).map(({ name }) => name);
  return [undefined, ...indexes].flatMap((index) =>
    sumsOf(['Read', 'Write'].map((kind) => tableMetric(stage, table, `${kind}ThrottleEvents`, index))).map(
      (metric) => ({
        kind: 'table-throttles',
        of: index === undefined ? table : `${table}-${index}`,
        metric,
        threshold: 0,
        once: true,
      }),
    ),
  );
}

function tableMetric(stage: Stage, table: string, metricName: string, index?: string): Metric {
  return new Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    statistic: 'Sum',
    period,
    dimensionsMap: {
      TableName: resourceName(stage, table),
      ...(index === undefined ? {} : { GlobalSecondaryIndexName: index }),
    },
  });
}

function createTable(stack: Stack, stage: Stage, name: string, encryptionKey: IKey): Table {
  const definition = tables[name];
  const table = new Table(stack, `${pascalCase(name)}-Table`, {
    tableName: resourceName(stage, name),
    partitionKey: stringKey('pk'),
    sortKey: stringKey('sk'),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.protected,
    removalPolicy: stage.removalPolicy,
    resourcePolicy: tlsOnly(tableArn(stage, name)),
    ...(definition?.ttlAttribute === undefined ? {} : { timeToLiveAttribute: definition.ttlAttribute }),
  });
  for (const index of definition?.indexes ?? []) {
    table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: stringKey(index.pk),
      ...(index.sk === undefined ? {} : { sortKey: stringKey(index.sk) }),
      ...(index.projected === undefined
        ? { projectionType: ProjectionType.ALL }
        : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...index.projected] }),
    });
  }
  return table;
}

function stringKey(name: string): { name: string; type: AttributeType } {
  return { name, type: AttributeType.STRING };
}

function tlsOnly(table: string): PolicyDocument {
  const statement = new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['dynamodb:*'],
    resources: [table],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  return new PolicyDocument({ statements: [statement] });
}
