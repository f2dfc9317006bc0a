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
import { startEndpoint, type AnswerRequest } from '../../../generator/aws-local/endpoint/index.js';

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
  const OverTheWire = new DynamoDBClient(settings).config.requestHandler.constructor as Parameters<InProcess>[0];
  const requestHandler = new (inProcess(engines)(OverTheWire))({ requestTimeout: 1_000 });
  const made = new DynamoDBClient({ ...settings, requestHandler: requestHandler as never });
  cleanups.push(() => made.destroy());
  return made;
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

test('an answer that gets lost is asked for again, as after a broken connection', async () => {
  const answer = await engine();
  const lost: AnswerRequest[] = [async () => undefined];
  const attempts: unknown[] = [];
  const dynamodb = client(
    nowhere,
    new Map([
      [
        nowhere,
        (request) => {
          attempts.push(request.headers['amz-sdk-invocation-id']);
          return (lost.pop() ?? answer)(request);
        },
      ],
    ]),
  );
  expect(await dynamodb.send(new GetItemCommand(item))).toMatchObject({ $metadata: { attempts: 2 } });
  expect(attempts).toHaveLength(2);
  expect(attempts[0]).toBe(attempts[1]);
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
