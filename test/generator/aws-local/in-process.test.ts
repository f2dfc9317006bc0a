import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type * as DynamoDB from '@aws-sdk/client-dynamodb';
import { startServices, type ServiceOptions, type Services } from '../../../generator/aws-local/backend/services.js';
import { startBackend } from '../../../generator/aws-local/index.js';
import {
  startEndpoint,
  type AnswerRequest,
  type AwsAnswer,
  type AwsRequest,
} from '../../../generator/aws-local/endpoint/index.js';
import { createClient, expectStatus, flagship } from '../../support/backend.js';
import {
  cleanups,
  engine,
  item,
  nowhere,
  recorded,
  sdkOf,
  settings,
  setUp,
  throughChain,
} from './in-process-harness.js';

const fine: AwsAnswer = { status: 200, headers: {}, body: '{}' };
const throttled: AwsAnswer = {
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': 'ThrottlingException:' },
  body: JSON.stringify({ __type: 'ThrottlingException', message: 'Slow down.' }),
};

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

describe.each(['plain', 'fast'] as const)('in the %s form', (form) => {
  test('a client asks an engine of its process without a connection, and reads answers and errors as ever', async () => {
    const { sdk, dynamodb, read } = await setUp(form, await engine());
    const put = { TableName: 'things', Item: { ...item.Key, text: { S: 'žluť' } } };
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    await dynamodb.send(new sdk.PutItemCommand({ ...put, ...condition }));
    const { Item, $metadata } = await read();
    expect(Item?.['text']).toEqual({ S: 'žluť' });
    expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(/./), attempts: 1 });
    const refused = dynamodb.send(new sdk.PutItemCommand({ ...put, ...condition }));
    await expect(refused).rejects.toThrow(sdk.ConditionalCheckFailedException);
  });

  test.each([
    ['an answer that gets lost', undefined],
    ['a throttled call', throttled],
  ])('%s is tried again by the SDK, be it the first call of a client or a later one', async (_, answerOfFirst) => {
    for (const before of [[], [fine]]) {
      const [answer, requests] = await recorded(...before, answerOfFirst);
      const { read } = await setUp(form, answer);
      for (const _call of before) await read();
      expect(await read()).toMatchObject({ $metadata: { attempts: 2 } });
      expect(requests).toHaveLength(before.length + 2);
    }
  });

  test('the attempts of a call keep its invocation id', async () => {
    const [answer, requests] = await recorded(undefined);
    await (await setUp(form, answer)).read();
    const ids = requests.map(({ headers }) => headers['amz-sdk-invocation-id']);
    expect(ids).toEqual([expect.stringMatching(/./), ids[0]]);
  });

  test('the attempts of a transaction keep the token that the SDK made up for it', async () => {
    const [answer, requests] = await recorded(fine, undefined);
    const { sdk, dynamodb, read } = await setUp(form, answer);
    await read();
    const TransactItems = [{ Put: { TableName: 'things', Item: item.Key } }];
    await dynamodb.send(new sdk.TransactWriteItemsCommand({ TransactItems }));
    const [, first, second] = requests.map(({ body }) => new TextDecoder().decode(body as Uint8Array));
    expect(JSON.parse(first ?? '')).toMatchObject({ ClientRequestToken: expect.stringMatching(/./) });
    expect(second).toBe(first);
  });

  test.each(additions)('middleware that somebody adds %s runs with every call from then on', async (_, add) => {
    for (const callsBefore of [0, 1, 2]) {
      const [answer] = await recorded();
      const { dynamodb, read } = await setUp(form, answer);
      for (let call = 0; call < callsBefore; call += 1) await read();
      let ran = 0;
      const middleware = (next: (args: never) => Promise<never>) => (args: never) => ((ran += 1), next(args));
      add(dynamodb.middlewareStack, middleware as never);
      for (let call = 0; call < 3; call += 1) await read();
      expect(ran).toBe(3);
    }
  });

  test.each(wraps)('a request handler that somebody puts %s is asked with every call', async (_, wrap) => {
    for (const callsBefore of [0, 2]) {
      const [answer] = await recorded();
      const { dynamodb, read } = await setUp(form, answer);
      for (let call = 0; call < callsBefore; call += 1) await read();
      let asked = 0;
      const handler = wrap(dynamodb.config.requestHandler as never, () => void (asked += 1));
      dynamodb.config.requestHandler = handler as never;
      for (let call = 0; call < 3; call += 1) await read();
      expect(asked).toBe(3);
    }
  });

  test('a client that does not sign is refused each time', async () => {
    const { read } = await setUp(form, await engine(), { signer: { sign: async (request: unknown) => request } });
    for (let call = 0; call < 2; call += 1) await expect(read()).rejects.toThrow('missing Authentication Token');
  });

  test('what a bundle holds beyond ASCII stays what it is', async () => {
    const { isName, raw } = await sdkOf(form, new Map());
    expect([isName('ž’'), isName('Å'), raw]).toEqual([true, false, 'ž\\n']);
  });
});

test('every call goes through the whole of the SDK, and its client is the SDK’s own', async () => {
  const [answer, requests] = await recorded();
  const { sdk, read } = await setUp('plain', answer);
  for (let call = 0; call < 3; call += 1) await read();
  expect(throughChain(requests)).toEqual([true, true, true]);
  const ids = requests.map(({ headers }) => headers['amz-sdk-invocation-id']);
  expect(new Set(ids).size).toBe(3);
  // The service's client extends the SDK's, and that nothing.
  expect(Object.getPrototypeOf(Object.getPrototypeOf(sdk.DynamoDBClient))).toBe(Function.prototype);
});

test('the calls of an engine in the same process are signed: one without a signature is refused', async () => {
  const answer = await engine();
  const request = { headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' }, body: JSON.stringify(item) };
  expect(await answer(request)).toMatchObject({ status: 400, body: expect.stringContaining('MissingAuthentication') });
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

test('functions reach the engines without a connection, by whole calls, while nobody watches them', async () => {
  const requests: AwsRequest[] = [];
  const recordedServices = async (options: ServiceOptions): Promise<Services> => {
    const services = await startServices(options);
    const record = ([url, answer]: readonly [string, AnswerRequest]) =>
      [url, (request: AwsRequest) => (requests.push(request), answer(request))] as const;
    return { ...services, inProcess: new Map([...services.inProcess].map(record)) };
  };
  const backend = await startBackend({ ...flagship, startServices: recordedServices });
  cleanups.push(() => backend.close());
  const client = createClient(backend.url);
  cleanups.push(() => client.disconnect());
  const email = await client.register();
  await backend.services.drainQueues();
  const asked: number[] = [];
  const note = (message: unknown): void => void asked.push((message as { socket: Socket }).socket.localPort ?? 0);
  subscribe('http.server.request.start', note);
  cleanups.push(() => unsubscribe('http.server.request.start', note));
  for (let login = 0; login < 2; login += 1) expectStatus(await client.attempt(email), 200);
  expect(asked).toEqual([backend.port, backend.port]);
  expect(requests.length).toBeGreaterThan(10);
  expect(throughChain(requests)).not.toContain(false);
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
  const sdk = await sdkOf('plain', new Map([[nowhere, await engine()]]));
  const dynamodb = new sdk.DynamoDBClient({ ...settings, endpoint: `http://127.0.0.1:${port}` });
  for (let call = 0; call < 2; call += 1) await dynamodb.send(new sdk.GetItemCommand(item));
  expect(targets).toEqual(['DynamoDB_20120810.GetItem', 'DynamoDB_20120810.GetItem']);
});
