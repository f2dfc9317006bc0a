import type { Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { tables } from '../entities.js';
import { resourceName, tableArn } from '../names.js';
import type { Stage } from '../stage.js';
import { pascalCase } from './function.js';

/** The tables of the entities. */
export function createTables(stack: Stack, stage: Stage, encryptionKey: IKey): Readonly<Record<string, Table>> {
  return Object.fromEntries(Object.keys(tables).map((name) => [name, createTable(stack, stage, name, encryptionKey)]));
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
    deletionProtection: stage.production,
    removalPolicy: stage.removalPolicy,
    resourcePolicy: tlsOnly(tableArn(stage, name)),
    ...(definition?.ttlAttribute === undefined ? {} : { timeToLiveAttribute: definition.ttlAttribute }),
  });
  for (const index of definition?.indexes ?? []) {
    table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: stringKey(index.pk),
      ...(index.sk === undefined ? {} : { sortKey: stringKey(index.sk) }),
      projectionType: ProjectionType.ALL,
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
