import type { CreateTableCommandInput, KeySchemaElement, TableDescription } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../endpoint/index.js';
import type { DynamoDbEngine } from './engine.js';
import type { IndexDefinition, TableDefinition } from './types.js';

/** A stored table has other indexes than its definition; DynamoDB would have to backfill them. */
export class TableMismatch extends Error {
  override readonly name = 'TableMismatch';
  constructor(
    readonly table: string,
    readonly stored: readonly string[],
    readonly wanted: readonly string[],
  ) {
    super(`Table ${table} is stored with the indexes [${stored.join(', ')}] and wanted with [${wanted.join(', ')}].`);
  }
}

/**
 * Creates a table if it is missing, and waits until it is ACTIVE.
 *
 * @throws TableMismatch when it exists with other indexes
 */
export async function ensureTable(engine: DynamoDbEngine, table: TableDefinition): Promise<void> {
  const found = await describe(engine, table.name);
  if (found === undefined) await create(engine, table);
  else requireSameIndexes(found, table);
  await waitUntilActive(engine, table.name);
}

/** The request that creates a table. */
export function createTableInput({ name, indexes }: TableDefinition): CreateTableCommandInput {
  const attributes = new Set(['pk', 'sk', ...indexes.flatMap(keyAttributes)]);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(['pk', 'sk']),
    AttributeDefinitions: [...attributes].map((attribute) => ({ AttributeName: attribute, AttributeType: 'S' })),
    // DynamoDB refuses an empty list.
    ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes.map(indexInput) }),
  };
}

function indexInput(index: IndexDefinition) {
  return {
    IndexName: index.name,
    KeySchema: keySchema(keyAttributes(index)),
    Projection: index.projected
      ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...index.projected] }
      : { ProjectionType: 'ALL' as const },
  };
}

function keyAttributes({ pk, sk }: IndexDefinition): string[] {
  return sk === undefined ? [pk] : [pk, sk];
}

function keySchema(attributes: readonly string[]): KeySchemaElement[] {
  return attributes.map((attribute, index) => ({ AttributeName: attribute, KeyType: index === 0 ? 'HASH' : 'RANGE' }));
}

async function create(engine: DynamoDbEngine, table: TableDefinition): Promise<void> {
  try {
    await engine.call('CreateTable', { ...createTableInput(table) });
  } catch (error) {
    // Two definitions of one name are one table.
    if (!isCalled(error, 'ResourceInUseException')) throw error;
  }
}

async function describe(engine: DynamoDbEngine, name: string): Promise<TableDescription | undefined> {
  try {
    const answer: { readonly Table?: TableDescription } = await engine.call('DescribeTable', { TableName: name });
    return answer.Table;
  } catch (error) {
    if (isCalled(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
}

function isCalled(error: unknown, name: string): boolean {
  return error instanceof AwsError && error.name === name;
}

function requireSameIndexes({ GlobalSecondaryIndexes: indexes = [] }: TableDescription, table: TableDefinition): void {
  const stored = indexes.map(({ IndexName, KeySchema = [] }) => indexText(IndexName, KeySchema)).sort();
  const wanted = table.indexes.map((index) => indexText(index.name, keySchema(keyAttributes(index)))).sort();
  if (stored.join() !== wanted.join()) throw new TableMismatch(table.name, stored, wanted);
}

function indexText(name: string | undefined, keys: readonly KeySchemaElement[]): string {
  return `${name}(${keys.map((key) => key.AttributeName).join(' ')})`;
}

/** The engine activates a table a few milliseconds after it was asked to. */
const pollMs = 5;
const patienceMs = 5_000;

async function waitUntilActive(engine: DynamoDbEngine, name: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while ((await describe(engine, name))?.TableStatus !== 'ACTIVE') {
    if (performance.now() > deadline) throw new Error(`Table ${name} was not ACTIVE within ${patienceMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
