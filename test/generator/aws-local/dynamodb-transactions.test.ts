import { randomUUID } from 'node:crypto';
import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  IdempotentParameterMismatchException,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  TransactionCanceledException,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from 'vitest';
import { startDynamoDb } from '../../../generator/aws-local/dynamodb/index.js';
import type { DynamoDbOptions } from '../../../generator/aws-local/dynamodb/index.js';
import { AwsError } from '../../../generator/aws-local/endpoint/index.js';
import type { Call } from '../../../generator/aws-local/endpoint/index.js';

const TableName = 'users-dev';
const tables = [{ name: TableName, indexes: [{ name: 'EmailIndex', pk: 'email' }], ttlAttribute: 'ttl' }];

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function start(options: Partial<DynamoDbOptions> = {}) {
  const engine = await startDynamoDb({ tables, ...options });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  cleanups.push(async () => (await engine.close(), client.destroy()));
  const get = async (id: string) => (await client.send(new GetItemCommand({ TableName, Key: key(id) }))).Item;
  const put = (id: string, more: Record<string, { S: string } | { N: string }> = {}) =>
    client.send(new PutItemCommand({ TableName, Item: { ...key(id), ...more } }));
  const transact = (items: TransactWriteItem[], token?: string) =>
    client.send(new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken: token }));
  const byEmail = async (email: string) => {
    const query = { TableName, IndexName: 'EmailIndex', KeyConditionExpression: 'email = :e' };
    const { Items } = await client.send(
      new QueryCommand({ ...query, ExpressionAttributeValues: { ':e': { S: email } } }),
    );
    return Items?.map((item) => item['pk']?.S);
  };
  return { engine, client, get, put, transact, byEmail };
}

const key = (id: string) => ({ pk: { S: id }, sk: { S: 'PROFILE' } });
const putNew = (id: string, more = {}): TransactWriteItem => ({
  Put: { TableName, Item: { ...key(id), ...more }, ConditionExpression: 'attribute_not_exists(pk)' },
});
const add = (id: string): TransactWriteItem => ({
  Update: {
    TableName,
    Key: key(id),
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  },
});
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

test('put, update, delete and check happen together, index entries included', async () => {
  const { put, get, transact, byEmail } = await start();
  await put('guard');
  await put('old', { email: { S: 'old@x.y' } });
  await put('moving', { email: { S: 'a@x.y' } });
  const move: TransactWriteItem = {
    Update: {
      TableName,
      Key: key('moving'),
      UpdateExpression: 'SET email = :e',
      ExpressionAttributeValues: { ':e': { S: 'b@x.y' } },
    },
  };
  await transact([
    { ConditionCheck: { TableName, Key: key('guard'), ConditionExpression: 'attribute_exists(pk)' } },
    putNew('new', { email: { S: 'new@x.y' } }),
    move,
    { Delete: { TableName, Key: key('old') } },
  ]);
  expect([await get('guard'), await get('old')]).toEqual([key('guard'), undefined]);
  expect(await Promise.all(['new', 'old', 'a', 'b'].map((name) => byEmail(`${name}@x.y`)))).toEqual([
    ['new'],
    [],
    [],
    ['moving'],
  ]);
});

test('one failed condition cancels everything and is told in its place', async () => {
  const { put, get, transact, byEmail } = await start();
  await put('taken', { name: { S: 'Ada' } });
  await put('text', { n: { S: 'no number' } });
  const taken: TransactWriteItem = {
    Put: { ...putNew('taken').Put!, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
  };
  const error = await failure(transact([putNew('new', { email: { S: 'new@x.y' } }), taken, add('text'), add('n')]));
  expect(error).toBeInstanceOf(TransactionCanceledException);
  expect(error).toMatchObject({
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError, None]',
    CancellationReasons: [
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: { ...key('taken'), name: { S: 'Ada' } },
      },
      { Code: 'ValidationError', Message: 'An operand in the update expression has an incorrect data type' },
      { Code: 'None' },
    ],
  });
  expect([await get('new'), await get('n'), await byEmail('new@x.y')]).toEqual([undefined, undefined, []]);
});

test('the item of a failed condition is only shown to who asks', async () => {
  const { put, client, transact } = await start();
  await put('a');
  const plain = (await failure(transact([putNew('a')]))) as TransactionCanceledException;
  expect(plain.CancellationReasons?.[0]).toEqual({
    Code: 'ConditionalCheckFailed',
    Message: 'The conditional request failed',
  });
  const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
  const wanted = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
  const commands = [
    new PutItemCommand({ TableName, Item: key('a'), ...condition, ...wanted }),
    new UpdateItemCommand({ TableName, Key: key('a'), ...condition, ...wanted }),
    new DeleteItemCommand({ TableName, Key: key('a'), ...condition, ...wanted }),
  ] as const;
  for (const command of commands) {
    const error = await failure(client.send(command as PutItemCommand));
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect((error as ConditionalCheckFailedException).Item).toEqual(key('a'));
  }
  const silent = await failure(client.send(new PutItemCommand({ TableName, Item: key('a'), ...condition })));
  expect((silent as ConditionalCheckFailedException).Item).toBeUndefined();
});

test('a request that is wrong as a whole is refused as a whole', async () => {
  const { transact, client } = await start();
  const many = Array.from({ length: 101 }, (_, index) => putNew(String(index)));
  const two = { ...putNew('a'), ...add('b') } as unknown as TransactWriteItem;
  const elsewhere = { Put: { TableName: 'nowhere', Item: key('a') } };
  for (const [items, message] of [
    [many, /less than or equal to 100/],
    [[], /greater than or equal to 1/],
    [[two], /can only contain one of/],
    [[{} as unknown as TransactWriteItem], /can only contain one of/],
    [[putNew('a'), add('a')], /multiple operations on one item/],
    [[{ Put: { TableName, Item: key('a'), ConditionExpression: 'nonsense(' } }], /ConditionExpression/],
  ] as const)
    await expect(transact([...items])).rejects.toMatchObject({ name: 'ValidationException', message });
  await expect(transact([elsewhere])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const gets = many.map(({ Put }) => ({ Get: { TableName, Key: key(Put!.Item!['pk']!.S!) } }));
  await expect(client.send(new TransactGetItemsCommand({ TransactItems: gets }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  await transact(many.slice(0, 100));
});

test('a transaction sent again with its token is not done again for ten minutes', async () => {
  let time = Date.now();
  const { get, transact } = await start({ now: () => new Date(time) });
  const token = randomUUID();
  await transact([add('a')], token);
  await transact([add('a')], token);
  expect((await get('a'))?.['n']).toEqual({ N: '1' });
  await expect(transact([add('b')], token)).rejects.toBeInstanceOf(IdempotentParameterMismatchException);
  time += 10 * 60_000;
  await transact([add('a')], token);
  expect((await get('a'))?.['n']).toEqual({ N: '2' });
});

test('a canceled transaction may be tried again with its token, and parallel ones are one', async () => {
  const { client, get, put, transact } = await start();
  await put('a');
  const token = randomUUID();
  expect(await failure(transact([putNew('a')], token))).toBeInstanceOf(TransactionCanceledException);
  await client.send(new DeleteItemCommand({ TableName, Key: key('a') }));
  await transact([putNew('a')], token);
  const shared = randomUUID();
  await Promise.all(Array.from({ length: 10 }, () => transact([add('n')], shared)));
  expect((await get('n'))?.['n']).toEqual({ N: '1' });
});

test('a lost answer is retried by the SDK without doubling the effect', async () => {
  const faults = ['timeout-after-effect', 'error', undefined] as const;
  let calls = 0;
  const seen: Call[] = [];
  const { engine, get } = await start({
    fault: (service, action) =>
      service === 'dynamodb' && action === 'TransactWriteItems' ? faults[calls++] : undefined,
    onCall: (call) => void seen.push(call),
  });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const patient = new DynamoDBClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials, maxAttempts: 3 });
  await patient.send(new TransactWriteItemsCommand({ TransactItems: [add('a')] }));
  patient.destroy();
  expect((await get('a'))?.['n']).toEqual({ N: '1' });
  expect(seen.map(({ service, action, error }) => [service, action, error?.name])).toEqual([
    ['dynamodb', 'TransactWriteItems', undefined],
    ['dynamodb', 'TransactWriteItems', 'InternalServerError'],
    ['dynamodb', 'TransactWriteItems', undefined],
    ['dynamodb', 'GetItem', undefined],
  ]);
});

test('a planned error comes before any effect', async () => {
  let fault: 'error' | AwsError | undefined = 'error';
  const { put, get } = await start({ fault: (_, action) => (action === 'PutItem' ? fault : undefined) });
  await expect(put('a')).rejects.toMatchObject({ name: 'InternalServerError', $metadata: { httpStatusCode: 500 } });
  fault = new AwsError('ProvisionedThroughputExceededException', 'slow down');
  await expect(put('a')).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  expect(await get('a')).toBeUndefined();
});

test('of 30 parallel transactions on one key exactly one wins, and single writes wait their turn', async () => {
  const { client, transact, get } = await start();
  const claims = Array.from({ length: 30 }, (_, who) => transact([putNew('one'), putNew(`prize-${who}`)]));
  const outcomes = await Promise.allSettled(claims);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const prizes = await Promise.all(outcomes.map((_, who) => get(`prize-${who}`)));
  expect(prizes.map((prize) => prize !== undefined)).toEqual(outcomes.map(({ status }) => status === 'fulfilled'));

  const single = () =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: key('n'),
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );
  // Opposite orders would wait for one another if locks were taken one by one.
  await Promise.all(
    Array.from({ length: 40 }, (_, i) => [
      single(),
      transact(i % 2 ? [add('n'), add('m')] : [add('m'), add('n')]),
    ]).flat(),
  );
  expect([(await get('n'))?.['n']?.N, (await get('m'))?.['n']?.N]).toEqual(['80', '40']);
});

test('reading in a transaction sees all of a transaction or nothing of it', async () => {
  const { client, transact } = await start();
  const read = async () => {
    const TransactItems = ['a', 'missing', 'b'].map((id) => ({ Get: { TableName, Key: key(id) } }));
    const { Responses } = await client.send(new TransactGetItemsCommand({ TransactItems }));
    expect(Responses?.[1]).toEqual({});
    return [Responses?.[0]?.Item?.['n']?.N, Responses?.[2]?.Item?.['n']?.N];
  };
  const writes = Array.from({ length: 30 }, () => transact([add('a'), add('b')]));
  const reads = await Promise.all(Array.from({ length: 30 }, read));
  await Promise.all(writes);
  for (const [a, b] of reads) expect(a).toBe(b);
  expect(await read()).toEqual(['30', '30']);
});

test('a batch of writes keeps items and their index entries', async () => {
  const { client, put, get, byEmail } = await start();
  await put('gone', { email: { S: 'e@x.y' } });
  const requests = [
    { PutRequest: { Item: { ...key('new'), email: { S: 'e@x.y' } } } },
    { DeleteRequest: { Key: key('gone') } },
  ];
  await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
  expect([await get('gone'), await byEmail('e@x.y')]).toEqual([undefined, ['new']]);
  const twice = { [TableName]: [requests[0]!, requests[0]!] };
  await expect(client.send(new BatchWriteItemCommand({ RequestItems: twice }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test('what has expired is there until the sweep, which deletes nothing else', async () => {
  const now = new Date('2026-11-01T00:00:00Z');
  const seconds = now.getTime() / 1000;
  const { engine, put, get, byEmail } = await start({ now: () => now });
  await put('past', { ttl: { N: String(seconds - 1) }, email: { S: 'past@x.y' } });
  await put('future', { ttl: { N: String(seconds + 10) } });
  await put('text', { ttl: { S: String(seconds - 1) } });
  await put('ancient', { ttl: { N: '1' } });
  await put('never');
  expect(await get('past')).toBeDefined();
  expect(await engine.sweepExpired()).toBe(1);
  expect([await get('past'), await byEmail('past@x.y')]).toEqual([undefined, []]);
  expect(await Promise.all(['future', 'text', 'ancient', 'never'].map(get))).not.toContain(undefined);
  expect(await engine.sweepExpired(new Date(now.getTime() + 11_000))).toBe(1);
  expect(await get('future')).toBeUndefined();
});

test('the setting of expiry can be asked for and changed', async () => {
  const { client, engine, put, get } = await start();
  const describe = async () => (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
  const update = (Enabled: boolean, AttributeName: string) =>
    client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled, AttributeName } }));
  expect(await describe()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
  await expect(update(true, 'ttl')).rejects.toMatchObject({ message: 'TimeToLive is already enabled' });
  await expect(update(true, 'other')).rejects.toMatchObject({ message: /different AttributeName/ });
  await update(false, 'ttl');
  expect(await describe()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  await put('past', { ttl: { N: String(Math.floor(Date.now() / 1000) - 5) } });
  expect([await engine.sweepExpired(), await get('past')]).toEqual([0, expect.anything()]);
  await update(true, 'ttl');
  expect(await engine.sweepExpired()).toBe(1);
});
