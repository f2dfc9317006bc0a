import { expect, test } from 'vitest';
import { item, nowhere, recorded, sdkOf, settings, setUp, throughChain } from './in-process-harness.js';

const formedByChain = {
  'amz-sdk-invocation-id': expect.stringMatching(/./),
  authorization: expect.stringMatching(/^AWS4-/),
};
const formedByClient = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.GetItem' };

test('the first call of a client goes through the whole of the SDK, the next ones form and read only', async () => {
  const [answer, requests] = await recorded();
  const { read } = await setUp('fast', answer);
  const [first, second] = [await read(), await read()];
  expect(requests[0]?.headers).toMatchObject(formedByChain);
  expect(requests[1]?.headers).toEqual(formedByClient);
  const { requestId, ...metadata } = first.$metadata;
  expect(second.$metadata).toEqual({ ...metadata, requestId: expect.stringMatching(/./) });
  expect(second.$metadata.requestId).not.toBe(requestId);
});

test("an error is the SDK's own, and the engine is asked once for it", async () => {
  const [answer, requests] = await recorded();
  const { sdk, dynamodb } = await setUp('fast', answer);
  const put = { TableName: 'things', Item: item.Key, ConditionExpression: 'attribute_not_exists(pk)' };
  await dynamodb.send(new sdk.PutItemCommand(put));
  const refused = await dynamodb.send(new sdk.PutItemCommand(put)).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(sdk.ConditionalCheckFailedException);
  expect(refused).toMatchObject({ $metadata: { httpStatusCode: 400, attempts: 1 } });
  expect(requests).toHaveLength(2);
});

test('middleware of a single command runs, and one that is removed is missed by every call', async () => {
  const [answer, requests] = await recorded();
  const { sdk, dynamodb, read } = await setUp('fast', answer);
  await read();
  const command = new sdk.GetItemCommand(item);
  let ran = false;
  command.middlewareStack.add((next) => (args) => ((ran = true), next(args)), { step: 'build' });
  await dynamodb.send(command);
  expect(ran).toBe(true);
  dynamodb.middlewareStack.remove('getUserAgentMiddleware');
  await read();
  expect(throughChain(requests)).toEqual([true, true, true]);
});

test("a client that logs its calls, or is behind something of the caller's, goes through the whole of the SDK", async () => {
  const [answer, requests] = await recorded();
  const lines: unknown[] = [];
  const ignore = (): void => {};
  const logger = {
    trace: ignore,
    debug: ignore,
    info: (line: object) => lines.push(line),
    warn: ignore,
    error: ignore,
  };
  const { read } = await setUp('fast', answer, { logger });
  for (let call = 0; call < 3; call += 1) await read();
  expect(lines.filter((line) => line instanceof Object && 'commandName' in line)).toHaveLength(3);
  const { sdk, dynamodb } = await setUp('fast', answer);
  const others = [new Proxy(dynamodb, {}), Object.create(dynamodb) as typeof dynamodb];
  for (let call = 0; call < 2; call += 1) for (const other of others) await other.send(new sdk.GetItemCommand(item));
  expect(throughChain(requests)).toEqual(Array.from({ length: 7 }, () => true));
});

test("a stack that takes the place of a client's own is gone through with every call", async () => {
  const [answer] = await recorded();
  const { dynamodb, read } = await setUp('fast', answer);
  await read();
  let ran = 0;
  const stack = dynamodb.middlewareStack.clone();
  stack.add((next) => (args) => ((ran += 1), next(args)), { step: 'build' });
  Object.assign(dynamodb, { middlewareStack: stack });
  for (let call = 0; call < 3; call += 1) await read();
  expect(ran).toBe(3);
});

test('clients that share a request handler each reach their own engine', async () => {
  const [[one, ofOne], [other, ofOther]] = [await recorded(), await recorded()];
  const elsewhere = 'http://127.0.0.1:2';
  const sdk = await sdkOf(
    'fast',
    new Map([
      [nowhere, one],
      [elsewhere, other],
    ]),
  );
  const { requestHandler } = new sdk.DynamoDBClient({ ...settings, endpoint: nowhere }).config;
  for (const endpoint of [nowhere, elsewhere]) {
    const dynamodb = new sdk.DynamoDBClient({ ...settings, endpoint, requestHandler });
    for (let call = 0; call < 3; call += 1) await dynamodb.send(new sdk.GetItemCommand(item));
  }
  expect([ofOne, ofOther].map(throughChain)).toEqual([
    [true, false, false],
    [true, false, false],
  ]);
});
