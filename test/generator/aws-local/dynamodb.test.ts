import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from 'vitest';
import { startDynamoDb } from '../../../generator/aws-local/dynamodb/index.js';
import type { DynamoDbOptions, TableDefinition } from '../../../generator/aws-local/dynamodb/index.js';

const users: TableDefinition = {
  name: 'users-dev',
  indexes: [{ name: 'EmailIndex', pk: 'email', sk: 'createdAt' }],
  ttlAttribute: 'ttl',
};
const plain: TableDefinition = { name: 'audit-dev', indexes: [] };

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function start(options: Partial<DynamoDbOptions> = {}) {
  const engine = await startDynamoDb({ tables: [users, plain], ...options });
  const client = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  cleanups.push(async () => (await engine.close(), client.destroy()));
  return { engine, client };
}

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'authwright-dynamodb-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return join(directory, 'not', 'there', 'yet');
}

const key = { pk: { S: 'USER#1' }, sk: { S: 'PROFILE' } };
const TableName = users.name;

test('its tables are active, on demand and with their indexes', async () => {
  const { client, engine } = await start();
  expect(engine.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await client.send(new ListTablesCommand())).TableNames).toEqual(['audit-dev', 'users-dev']);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    GlobalSecondaryIndexes: [{ IndexName: 'EmailIndex', IndexStatus: 'ACTIVE', Projection: { ProjectionType: 'ALL' } }],
  });
});

test('an item is put, read, and updated under a condition', async () => {
  const { client } = await start();
  await client.send(new PutItemCommand({ TableName, Item: { ...key, name: { S: 'Ada' }, logins: { N: '1' } } }));
  const again = client.send(
    new PutItemCommand({ TableName, Item: key, ConditionExpression: 'attribute_not_exists(pk)' }),
  );
  await expect(again).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName,
      Key: key,
      UpdateExpression: 'SET #n = :n ADD logins :one',
      ConditionExpression: 'logins = :one',
      ExpressionAttributeNames: { '#n': 'name' },
      ExpressionAttributeValues: { ':n': { S: 'Grace' }, ':one': { N: '1' } },
      ReturnValues: 'ALL_NEW',
    }),
  );
  expect(Attributes).toEqual({ ...key, name: { S: 'Grace' }, logins: { N: '2' } });
  expect((await client.send(new GetItemCommand({ TableName, Key: key }))).Item).toEqual(Attributes);
  expect((await client.send(new GetItemCommand({ TableName, Key: { ...key, sk: { S: 'x' } } }))).Item).toBeUndefined();
});

test('an index finds items by its own key, in its order, and only those that have it', async () => {
  const { client } = await start();
  for (const [id, createdAt] of [
    ['1', 'b'],
    ['2', 'a'],
    ['3', undefined],
  ] as const) {
    const Item = {
      pk: { S: `USER#${id}` },
      sk: { S: 'PROFILE' },
      email: { S: 'ada@example.com' },
      ...(createdAt ? { createdAt: { S: createdAt } } : {}),
    };
    await client.send(new PutItemCommand({ TableName, Item }));
  }
  const query = new QueryCommand({
    TableName,
    IndexName: 'EmailIndex',
    KeyConditionExpression: 'email = :e',
    ExpressionAttributeValues: { ':e': { S: 'ada@example.com' } },
  });
  const { Items } = await client.send(query);
  expect(Items?.map((item) => item['pk']?.S)).toEqual(['USER#2', 'USER#1']);
});

test('of 50 parallel conditional updates exactly one wins', async () => {
  const { client } = await start();
  await client.send(new PutItemCommand({ TableName, Item: { ...key, used: { BOOL: false } } }));
  const claim = (who: number) =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: key,
        UpdateExpression: 'SET used = :yes, winner = :who',
        ConditionExpression: 'used = :no',
        ExpressionAttributeValues: { ':yes': { BOOL: true }, ':no': { BOOL: false }, ':who': { N: String(who) } },
      }),
    );
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, who) => claim(who)));
  const winners = outcomes.flatMap(({ status }, who) => (status === 'fulfilled' ? [who] : []));
  expect(winners).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ConditionalCheckFailedException);
  expect((await client.send(new GetItemCommand({ TableName, Key: key }))).Item?.['winner']?.N).toBe(String(winners[0]));
});

test('of 50 parallel creations of one item exactly one wins', async () => {
  const { client } = await start();
  const create = () =>
    client.send(new PutItemCommand({ TableName, Item: key, ConditionExpression: 'attribute_not_exists(pk)' }));
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, create));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a restart on the same folder keeps data, tables and indexes, and may add a table', async () => {
  const directory = await folder();
  const first = await start({ directory, tables: [users] });
  await first.client.send(
    new PutItemCommand({ TableName, Item: { ...key, email: { S: 'a@b.c' }, createdAt: { S: '1' } } }),
  );
  await first.engine.close();
  await first.engine.close();
  const { client } = await start({ directory });
  expect((await client.send(new GetItemCommand({ TableName, Key: key }))).Item?.['email']).toEqual({ S: 'a@b.c' });
  const query = {
    TableName,
    IndexName: 'EmailIndex',
    KeyConditionExpression: 'email = :e',
    ExpressionAttributeValues: { ':e': { S: 'a@b.c' } },
  };
  expect((await client.send(new QueryCommand(query))).Count).toBe(1);
  expect((await client.send(new ListTablesCommand())).TableNames).toEqual(['audit-dev', 'users-dev']);
});

test('closing waits for operations in flight, and not for idle connections', async () => {
  const { client, engine } = await start();
  const writes = Array.from({ length: 20 }, (_, id) =>
    client.send(new PutItemCommand({ TableName, Item: { ...key, pk: { S: `USER#${id}` } } })),
  );
  await Promise.race(writes);
  const [outcomes] = await Promise.all([Promise.allSettled(writes), engine.close()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
});

test('without a folder nothing outlives the engine', async () => {
  const first = await start();
  await first.client.send(new PutItemCommand({ TableName, Item: key }));
  await first.engine.close();
  const { client } = await start();
  expect((await client.send(new GetItemCommand({ TableName, Key: key }))).Item).toBeUndefined();
});

test('a stored table with other indexes is reported, and the folder is released', async () => {
  const directory = await folder();
  await (await start({ directory, tables: [users] })).engine.close();
  const changed = { ...users, indexes: [...users.indexes, { name: 'NameIndex', pk: 'name' }] };
  await expect(startDynamoDb({ directory, tables: [changed] })).rejects.toMatchObject({
    name: 'TableMismatch',
    table: 'users-dev',
  });
  await start({ directory, tables: [users] });
});

test('a folder that another engine has open is refused', async () => {
  const directory = await folder();
  const { client } = await start({ directory });
  await expect(startDynamoDb({ directory, tables: [users] })).rejects.toMatchObject({
    name: 'FolderUnavailable',
    inUse: true,
    directory,
  });
  await client.send(new PutItemCommand({ TableName, Item: key }));
});

test('a folder that cannot be one is refused', async () => {
  const directory = await folder();
  await mkdir(dirname(directory), { recursive: true });
  await writeFile(directory, 'a file');
  await expect(startDynamoDb({ directory, tables: [users] })).rejects.toMatchObject({
    name: 'FolderUnavailable',
    inUse: false,
  });
});

test('a caller who goes away in mid-request does no harm', async () => {
  const { client, engine } = await start();
  const { port } = new URL(engine.endpoint);
  const socket = connect(Number(port), '127.0.0.1', () =>
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nabc'),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.resetAndDestroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await client.send(new PutItemCommand({ TableName, Item: key }));
});

test('a query of many items gives each once, in either order, and stops at its limit', async () => {
  const { client } = await start();
  const names = Array.from({ length: 250 }, (_, index) => String(index).padStart(3, '0'));
  await Promise.all(
    ['USER#0', 'USER#1', 'USER#2'].flatMap((pk) =>
      names.map((sk) => client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: sk } } }))),
    ),
  );
  const ask = async (more: { ScanIndexForward?: boolean; Limit?: number; ExclusiveStartKey?: Key }) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'USER#1' } },
        ...more,
      }),
    );
    return { found: Items.map(({ sk }) => sk?.S), next: LastEvaluatedKey };
  };
  expect(await ask({})).toEqual({ found: names, next: undefined });
  expect(await ask({ ScanIndexForward: false })).toEqual({ found: names.toReversed(), next: undefined });
  const page = await ask({ Limit: 130 });
  expect(page.found).toEqual(names.slice(0, 130));
  expect(await ask({ ExclusiveStartKey: page.next! })).toEqual({ found: names.slice(130), next: undefined });
  expect((await ask({ Limit: 130, ScanIndexForward: false })).found).toEqual(names.toReversed().slice(0, 130));
});

type Key = NonNullable<QueryCommandInput['ExclusiveStartKey']>;
