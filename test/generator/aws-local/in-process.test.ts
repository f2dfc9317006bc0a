import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type * as DynamoDB from '@aws-sdk/client-dynamodb';
import { bundle } from '../../../generator/aws-local/backend/bundle.js';
import { loadBundle } from '../../../generator/aws-local/backend/load.js';
import type { Engines } from '../../../generator/aws-local/backend/in-process.js';
import { startBackend } from '../../../generator/aws-local/index.js';
import { startDynamoDb } from '../../../generator/aws-local/dynamodb/index.js';
import { createClient, expectStatus, flagship } from '../../support/backend.js';
import {
  startEndpoint,
  type AnswerRequest,
  type AwsAnswer,
  type AwsRequest,
} from '../../../generator/aws-local/endpoint/index.js';

/** Bundled as the functions of a backend are. */
const source = `
  export { ConditionalCheckFailedException, DynamoDBClient, GetItemCommand, PutItemCommand, TransactWriteItemsCommand }
    from '@aws-sdk/client-dynamodb';
  export const isName = (text: string): boolean => /^[’ž]+$/.test(text);
  export const raw = String.raw\`ž\\n\`;
`;
type Sdk = typeof DynamoDB & { readonly isName: (text: string) => boolean; readonly raw: string };
let text: string;
beforeAll(async () => {
  const entry = resolve('generated', 'in-process.entry.ts');
  ({ text } = await bundle({ entry, files: new Map([[entry, source]]), planned: resolve('generated') }));
}, 60_000);

/** The SDK as functions have it that reach the given engines. */
function sdkOf(engines: Engines): Sdk {
  const loaded = loadBundle(text, { filename: resolve('in-process.js'), environment: {}, onLog: () => {}, engines });
  return loaded as unknown as Sdk;
}

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const item = { TableName: 'things', Key: { pk: { S: 'a' }, sk: { S: 'b' } } };

const settings = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 2,
};

/** An address at which every request fails: whoever is answered was answered without it. */
const nowhere = 'http://127.0.0.1:1';

/** The SDK, and a client of its whose endpoint is the given engine. */
function setUp(answer: AnswerRequest, more: object = {}) {
  const sdk = sdkOf(new Map([[nowhere, answer]]));
  const dynamodb = new sdk.DynamoDBClient({ ...settings, endpoint: nowhere, ...more });
  cleanups.push(() => dynamodb.destroy());
  return { sdk, dynamodb, read: () => dynamodb.send(new sdk.GetItemCommand(item)) };
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

async function engine(): Promise<AnswerRequest> {
  const { answer, close } = await startDynamoDb({ tables: [{ name: 'things', indexes: [] }] });
  cleanups.push(close);
  return answer;
}

test('a client asks an engine of its process without a connection, and reads answers and errors as ever', async () => {
  const { sdk, dynamodb, read } = setUp(await engine());
  const put = { TableName: 'things', Item: { ...item.Key, text: { S: 'žluť' } } };
  const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
  await dynamodb.send(new sdk.PutItemCommand({ ...put, ...condition }));
  const { Item, $metadata } = await read();
  expect(Item?.['text']).toEqual({ S: 'žluť' });
  expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(/./), attempts: 1 });
  const refused = dynamodb.send(new sdk.PutItemCommand({ ...put, ...condition }));
  await expect(refused).rejects.toThrow(sdk.ConditionalCheckFailedException);
});

test('the calls of an engine in the same process are signed: one without a signature is refused', async () => {
  const answer = await engine();
  const request = { headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' }, body: JSON.stringify(item) };
  expect(await answer(request)).toMatchObject({ status: 400, body: expect.stringContaining('MissingAuthentication') });
});

const formedByChain = {
  'amz-sdk-invocation-id': expect.stringMatching(/./),
  authorization: expect.stringMatching(/^AWS4-/),
};
const formedByClient = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.GetItem' };
/** Which calls went through the whole of the SDK. */
const throughChain = (requests: readonly AwsRequest[]) => requests.map(({ headers }) => 'authorization' in headers);

test('the first call of a client goes through the whole of the SDK, the next ones form and read only', async () => {
  const [answer, requests] = await recorded();
  const { read } = setUp(answer);
  const [first, second] = [await read(), await read()];
  expect(requests[0]?.headers).toMatchObject(formedByChain);
  expect(requests[1]?.headers).toEqual(formedByClient);
  const { requestId, ...metadata } = first.$metadata;
  expect(second.$metadata).toEqual({ ...metadata, requestId: expect.stringMatching(/./) });
  expect(second.$metadata.requestId).not.toBe(requestId);
});

test("an error is the SDK's own, and the engine is asked once for it", async () => {
  const [answer, requests] = await recorded();
  const { sdk, dynamodb } = setUp(answer);
  const put = { TableName: 'things', Item: item.Key, ConditionExpression: 'attribute_not_exists(pk)' };
  await dynamodb.send(new sdk.PutItemCommand(put));
  const refused = await dynamodb.send(new sdk.PutItemCommand(put)).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(sdk.ConditionalCheckFailedException);
  expect(refused).toMatchObject({ $metadata: { httpStatusCode: 400, attempts: 1 } });
  expect(requests).toHaveLength(2);
});

const fine: AwsAnswer = { status: 200, headers: {}, body: '{}' };
const throttled: AwsAnswer = {
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': 'ThrottlingException:' },
  body: JSON.stringify({ __type: 'ThrottlingException', message: 'Slow down.' }),
};

test.each([
  ['an answer that gets lost', undefined],
  ['a throttled call', throttled],
])('%s is tried again by the SDK, be it the first call of a client or a later one', async (_, answerOfFirst) => {
  for (const before of [[], [fine]]) {
    const [answer, requests] = await recorded(...before, answerOfFirst);
    const { read } = setUp(answer);
    for (const _call of before) await read();
    expect(await read()).toMatchObject({ $metadata: { attempts: 2 } });
    expect(requests).toHaveLength(before.length + 2);
  }
});

test('the attempts of a call keep its invocation id', async () => {
  const [answer, requests] = await recorded(undefined);
  await setUp(answer).read();
  const ids = requests.map(({ headers }) => headers['amz-sdk-invocation-id']);
  expect(ids).toEqual([expect.stringMatching(/./), ids[0]]);
});

test('the attempts of a transaction keep the token that the SDK made up for it', async () => {
  const [answer, requests] = await recorded(fine, undefined);
  const { sdk, dynamodb, read } = setUp(answer);
  await read();
  const TransactItems = [{ Put: { TableName: 'things', Item: item.Key } }];
  await dynamodb.send(new sdk.TransactWriteItemsCommand({ TransactItems }));
  const [, first, second] = requests.map(({ body }) => new TextDecoder().decode(Buffer.from(body as string)));
  expect(JSON.parse(first ?? '')).toMatchObject({ ClientRequestToken: expect.stringMatching(/./) });
  expect(second).toBe(first);
});

type Added = (stack: DynamoDB.DynamoDBClient['middlewareStack'], middleware: never) => void;
const additions: [string, Added][] = [
  ['by a step', (stack, middleware) => stack.add(middleware, { step: 'build' })],
  [
    'under a name of the SDK',
    (stack, middleware) => stack.add(middleware, { step: 'initialize', name: 'loggerMiddleware', override: true }),
  ],
  [
    'beside one of a command',
    (stack, middleware) =>
      stack.addRelativeTo(middleware, { relation: 'before', toMiddleware: 'endpointV2Middleware' }),
  ],
  ['by a plugin', (stack, middleware) => stack.use({ applyToStack: (to) => to.add(middleware, { step: 'build' }) })],
];

test.each(additions)('middleware that somebody adds %s runs with every call from then on', async (_, add) => {
  for (const callsBefore of [0, 1, 2]) {
    const [answer] = await recorded();
    const { dynamodb, read } = setUp(answer);
    for (let call = 0; call < callsBefore; call += 1) await read();
    let ran = 0;
    const middleware = (next: (args: never) => Promise<never>) => (args: never) => ((ran += 1), next(args));
    add(dynamodb.middlewareStack, middleware as never);
    for (let call = 0; call < 3; call += 1) await read();
    expect(ran).toBe(3);
  }
});

test('middleware of a single command runs, and one that is removed is missed by every call', async () => {
  const [answer, requests] = await recorded();
  const { sdk, dynamodb, read } = setUp(answer);
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
  const { read } = setUp(answer, { logger });
  for (let call = 0; call < 3; call += 1) await read();
  expect(lines.filter((line) => line instanceof Object && 'commandName' in line)).toHaveLength(3);
  const { sdk, dynamodb } = setUp(answer);
  const others = [new Proxy(dynamodb, {}), Object.create(dynamodb) as typeof dynamodb];
  for (let call = 0; call < 2; call += 1) for (const other of others) await other.send(new sdk.GetItemCommand(item));
  expect(throughChain(requests)).toEqual(Array.from({ length: 7 }, () => true));
});

type Handle = (request: never, options: never) => Promise<never>;
type Wrap = (own: { handle: Handle }, note: () => void) => object;
const noting = (own: { handle: Handle }, note: () => void) => {
  const handle = own.handle.bind(own);
  return (...given: Parameters<Handle>) => (note(), handle(...given));
};
const wraps: [string, Wrap][] = [
  ['around it', (own, note) => ({ handle: noting(own, note) })],
  ['in its place', (own, note) => Object.assign(own, { handle: noting(own, note) })],
  [
    'that extends it',
    (own, note) => {
      const Own = own.constructor as new () => { handle: Handle };
      class Theirs extends Own {}
      Theirs.prototype.handle = function handle(...given) {
        note();
        return Own.prototype.handle.apply(this, given);
      };
      return new Theirs();
    },
  ],
];

test.each(wraps)('a request handler that somebody puts %s is asked with every call', async (_, wrap) => {
  for (const callsBefore of [0, 2]) {
    const [answer] = await recorded();
    const { dynamodb, read } = setUp(answer);
    for (let call = 0; call < callsBefore; call += 1) await read();
    let asked = 0;
    const handler = wrap(dynamodb.config.requestHandler as never, () => void (asked += 1));
    dynamodb.config.requestHandler = handler as never;
    for (let call = 0; call < 3; call += 1) await read();
    expect(asked).toBe(3);
  }
});

test("a stack that takes the place of a client's own is gone through with every call", async () => {
  const [answer] = await recorded();
  const { dynamodb, read } = setUp(answer);
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
  const sdk = sdkOf(
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

test('a client that does not sign is refused each time', async () => {
  const { read } = setUp(await engine(), { signer: { sign: async (request: unknown) => request } });
  for (let call = 0; call < 2; call += 1) await expect(read()).rejects.toThrow('missing Authentication Token');
});

test('what a bundle holds beyond ASCII stays what it is', () => {
  const { isName, raw } = sdkOf(new Map());
  expect([isName('ž’'), isName('Å'), raw]).toEqual([true, false, 'ž\\n']);
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
  const sdk = sdkOf(new Map([[nowhere, await engine()]]));
  const dynamodb = new sdk.DynamoDBClient({ ...settings, endpoint: `http://127.0.0.1:${port}` });
  for (let call = 0; call < 2; call += 1) await dynamodb.send(new sdk.GetItemCommand(item));
  expect(targets).toEqual(['DynamoDB_20120810.GetItem', 'DynamoDB_20120810.GetItem']);
});
