import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { inProcess, type Engines, type InProcess } from '../../../generator/aws-local/backend/in-process.js';
import { startBackend } from '../../../generator/aws-local/index.js';
import { startDynamoDb } from '../../../generator/aws-local/dynamodb/index.js';
import { createClient, expectStatus, flagship } from '../../support/backend.js';
import {
  startEndpoint,
  type AnswerRequest,
  type AwsAnswer,
  type AwsRequest,
} from '../../../generator/aws-local/endpoint/index.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const item = { TableName: 'things', Key: { pk: { S: 'a' }, sk: { S: 'b' } } };

/** The SDK's client, as a function has it, with the given engines in its own process. */
function client(endpoint: string, engines: Engines): DynamoDBClient {
  const settings = {
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 2,
  };
  const OverTheWire = new DynamoDBClient(settings).config.requestHandler.constructor as Parameters<
    InProcess['handler']
  >[0];
  const replaced = inProcess(engines);
  const Client = replaced.client(DynamoDBClient as never) as unknown as typeof DynamoDBClient;
  const requestHandler = new (replaced.handler(OverTheWire))({ requestTimeout: 1_000 });
  const made = new Client({ ...settings, requestHandler: requestHandler as never });
  cleanups.push(() => made.destroy());
  return made;
}

/** An engine that keeps what it was asked; the given answers come before its own. */
async function recorded(...answers: (AwsAnswer | undefined)[]): Promise<[AnswerRequest, AwsRequest[]]> {
  const answer = await engine();
  const requests: AwsRequest[] = [];
  const record: AnswerRequest = async (request) => {
    requests.push(request);
    return answers.length > 0 ? answers.shift() : answer(request);
  };
  return [record, requests];
}

/** An address at which every request fails: whoever is answered was answered without it. */
const nowhere = 'http://127.0.0.1:1';

async function engine(): Promise<AnswerRequest> {
  const { answer, close } = await startDynamoDb({ tables: [{ name: 'things', indexes: [] }] });
  cleanups.push(close);
  return answer;
}

test('a client asks an engine of its process without a connection, and reads answers and errors as ever', async () => {
  const dynamodb = client(nowhere, new Map([[nowhere, await engine()]]));
  const put = { TableName: 'things', Item: { ...item.Key, text: { S: 'žluť' } } };
  const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
  await dynamodb.send(new PutItemCommand({ ...put, ...condition }));
  const { Item, $metadata } = await dynamodb.send(new GetItemCommand(item));
  expect(Item?.['text']).toEqual({ S: 'žluť' });
  expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(/./), attempts: 1 });
  const refused = dynamodb.send(new PutItemCommand({ ...put, ...condition }));
  await expect(refused).rejects.toThrow(ConditionalCheckFailedException);
});

test('the calls of an engine in the same process are signed: one without a signature is refused', async () => {
  const answer = await engine();
  const request = { headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' }, body: JSON.stringify(item) };
  expect(await answer(request)).toMatchObject({ status: 400, body: expect.stringContaining('MissingAuthentication') });
});

const formedBySdk = {
  'amz-sdk-invocation-id': expect.stringMatching(/./),
  authorization: expect.stringMatching(/^AWS4-/),
};

test('the first call of a client goes through the whole of the SDK, the next ones form and read only', async () => {
  const [answer, requests] = await recorded();
  const dynamodb = client(nowhere, new Map([[nowhere, answer]]));
  const read = () => dynamodb.send(new GetItemCommand(item));
  const [first, second] = [await read(), await read()];
  expect(requests[0]?.headers).toMatchObject(formedBySdk);
  expect(requests[1]?.headers).toEqual({
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.GetItem',
  });
  const { requestId, ...metadata } = first.$metadata;
  expect(second.$metadata).toEqual({ ...metadata, requestId: expect.stringMatching(/./) });
  expect(second.$metadata.requestId).not.toBe(requestId);
});

test("an error is the SDK's own, and the engine is asked once for it", async () => {
  const [answer, requests] = await recorded();
  const dynamodb = client(nowhere, new Map([[nowhere, answer]]));
  const put = { TableName: 'things', Item: item.Key, ConditionExpression: 'attribute_not_exists(pk)' };
  await dynamodb.send(new PutItemCommand(put));
  const refused = await dynamodb.send(new PutItemCommand(put)).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ConditionalCheckFailedException);
  expect(refused).toMatchObject({ $metadata: { httpStatusCode: 400, attempts: 1 } });
  expect(requests).toHaveLength(2);
});

const throttled: AwsAnswer = {
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': 'ThrottlingException:' },
  body: JSON.stringify({ __type: 'ThrottlingException', message: 'Slow down.' }),
};

test.each([
  ['an answer that gets lost', undefined],
  ['a throttled call', throttled],
])('%s is tried again by the SDK, be it the first call of a client or a later one', async (_, answerOfFirst) => {
  for (const calls of [1, 2]) {
    const fine: AwsAnswer[] = calls === 1 ? [] : [{ status: 200, headers: {}, body: '{}' }];
    const [answer, requests] = await recorded(...fine, answerOfFirst);
    const dynamodb = client(nowhere, new Map([[nowhere, answer]]));
    for (const _call of fine) await dynamodb.send(new GetItemCommand(item));
    expect(await dynamodb.send(new GetItemCommand(item))).toMatchObject({ $metadata: { attempts: 2 } });
    expect(requests).toHaveLength(calls + 1);
  }
});

test('the attempts of a call keep its invocation id', async () => {
  const [answer, requests] = await recorded(undefined);
  await client(nowhere, new Map([[nowhere, answer]])).send(new GetItemCommand(item));
  const ids = requests.map(({ headers }) => headers['amz-sdk-invocation-id']);
  expect(ids).toEqual([expect.stringMatching(/./), ids[0]]);
});

test('middleware that somebody added to a client or to a command runs with every call', async () => {
  const [answer] = await recorded();
  const ran: string[] = [];
  const middleware = (name: string) => (next: (args: never) => Promise<never>) => async (args: never) => {
    ran.push(name);
    return next(args);
  };
  const dynamodb = client(nowhere, new Map([[nowhere, answer]]));
  await dynamodb.send(new GetItemCommand(item));
  const command = new GetItemCommand(item);
  command.middlewareStack.add(middleware('command') as never, { step: 'build', name: 'traced' });
  await dynamodb.send(command);
  const watched = client(nowhere, new Map([[nowhere, answer]]));
  watched.middlewareStack.add(middleware('client') as never, { step: 'build' });
  for (const _call of [1, 2]) await watched.send(new GetItemCommand(item));
  expect(ran).toEqual(['command', 'client', 'client']);
});

test('closing waits for what is under way, and a closed engine answers nobody', async () => {
  let finish: (answer: object) => void = () => {};
  const call = () => new Promise<object>((resolve) => (finish = resolve));
  const { answer, close } = await startEndpoint({ engines: [{ targetPrefix: 'Slow', call }] });
  const request = { headers: { 'x-amz-target': 'Slow.Work' }, body: '{}' };
  const answering = answer(request);
  const order: string[] = [];
  const closing = close().then(() => order.push('closed'));
  await new Promise((later) => setTimeout(later, 100));
  order.push('finished');
  finish({ done: true });
  expect(await answering).toMatchObject({ status: 200, body: '{"done":true}' });
  await closing;
  expect(order).toEqual(['finished', 'closed']);
  expect(await answer(request)).toBeUndefined();
});

test('functions reach the engines without a connection while nobody watches their calls', async () => {
  const backend = await startBackend(flagship);
  cleanups.push(() => backend.close());
  const client = createClient(backend.url);
  cleanups.push(() => client.disconnect());
  const email = await client.register();
  await backend.services.drainQueues();
  const asked: number[] = [];
  const note = (message: unknown): void => void asked.push((message as { socket: Socket }).socket.localPort ?? 0);
  subscribe('http.server.request.start', note);
  cleanups.push(() => unsubscribe('http.server.request.start', note));
  expectStatus(await client.attempt(email), 200);
  expect(asked).toEqual([backend.port]);
});

test('everybody else is asked over the wire', async () => {
  const targets: unknown[] = [];
  const server = createServer((request, response) => {
    targets.push(request.headers['x-amz-target']);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  cleanups.push(() => (server.closeAllConnections(), server.close()));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await client(`http://127.0.0.1:${port}`, new Map([[nowhere, await engine()]])).send(new GetItemCommand(item));
  expect(targets).toEqual(['DynamoDB_20120810.GetItem']);
});
