import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, ScanCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  call,
  captured,
  emitBackend,
  jsonOf,
  setEnvironment,
  type Answer,
  type Backend,
  type Service,
} from './backend.js';

const contract = `
openapi: 3.1.0
info: {title: Limits, version: '1'}
x-authwright:
  settings: {loginAttempts: 5}
paths:
  /login:
    post:
      operationId: loginUser
      security: []
      x-authwright-rate-limit: {key: [body.email, address], attempts: settings.loginAttempts, window: 900, countOn: [401]}
      requestBody: {$ref: '#/components/requestBodies/Email'}
      responses: {'200': {description: In}, '401': {$ref: '#/components/responses/Error'}, '429': {$ref: '#/components/responses/Error'}}
  /mails:
    post:
      operationId: sendMail
      security: []
      x-authwright-rate-limit:
        - {key: [address], attempts: 3, window: 60}
        - {key: [body.email], attempts: 1, window: 60}
      requestBody: {$ref: '#/components/requestBodies/Email'}
      responses: {'202': {description: Sent}}
  /guesses:
    post:
      operationId: guess
      security: []
      x-authwright-rate-limit:
        - {key: [body.email, address], attempts: 2, window: 60, countOn: [401]}
        - {key: [body.email], attempts: 3, window: 60, countOn: [401], unless: regular-address}
      requestBody: {$ref: '#/components/requestBodies/Email'}
      responses: {'401': {$ref: '#/components/responses/Error'}, '429': {$ref: '#/components/responses/Error'}}
  /mine:
    post:
      operationId: writeMine
      security: [{bearer: []}]
      x-authwright-rate-limit: {key: [principal.subject], attempts: 1, window: 60}
      responses: {'204': {description: Done}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  requestBodies:
    Email: {required: true, content: {application/json: {schema: {type: object, required: [email], properties: {email: {type: string, maxLength: 100}}}}}}
  responses:
    Error: {description: Error, content: {application/json: {schema: {type: object, required: [error, message], properties: {error: {type: string}, message: {type: string}}}}}}
`;

/** Whom the limits of guesses spare. One address cannot be judged. */
const exemption = `import type { Exemption } from '../../generated/http/rate-limit.js';
export const regularAddress: Exemption = async (_input, { address }) => {
  if (address === '203.0.113.66') throw new Error('down');
  return address === '203.0.113.7';
};
`;

const table = 'data-dev';
const started = Date.UTC(2026, 0, 31, 12);
let engine: Server;
let backend: Backend;
let client: DynamoDBClient;

beforeAll(async () => {
  const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
  engine = dynalite({ createTableMs: 0 });
  engine.listen(0, '127.0.0.1');
  await once(engine, 'listening');
  const endpoint = `http://127.0.0.1:${(engine.address() as AddressInfo).port}`;
  setEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: endpoint });
  client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.05, maxDelay: 0.05 }, { TableName: table });
  const operations = { loginUser: 'filled', sendMail: 'filled', writeMine: 'filled', guess: 'filled' } as const;
  backend = await emitBackend('rate-limits', contract, operations, { 'limits/regular-address.ts': exemption });
});

afterAll(() => {
  client.destroy();
  engine.close();
  delete process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  backend.project.remove();
});

let calls = 0;
const unauthorized: Service = () => ({ status: 401, body: { error: 'UNAUTHORIZED', message: 'No.' } });
function serve(operation: string, service: Service): void {
  backend.services[operation] = (input, context) => {
    calls += 1;
    return service(input, context);
  };
}

beforeEach(() => {
  calls = 0;
  backend.setClock(() => new Date(started));
  serve('loginUser', unauthorized);
  serve('sendMail', () => ({ status: 202 }));
  serve('writeMine', () => ({ status: 204 }));
  serve('guess', unauthorized);
});

async function attempt(operation: string, email: string, address?: string): Promise<Answer> {
  const { result } = await captured(() =>
    call(backend, operation, { body: { email }, ...(address ? { address } : {}) }),
  );
  return result;
}

const statusOf = async (...request: Parameters<typeof attempt>): Promise<number> =>
  (await attempt(...request)).statusCode;

async function statuses(times: number, ...request: Parameters<typeof attempt>): Promise<number[]> {
  const found: number[] = [];
  for (let time = 0; time < times; time += 1) found.push(await statusOf(...request));
  return found;
}

test('Of fifty parallel attempts exactly as many as are allowed reach the service', async () => {
  serve('loginUser', async () => {
    await new Promise((done) => setTimeout(done, 20));
    return { status: 401, body: { error: 'UNAUTHORIZED', message: 'No.' } };
  });
  const request = { body: { email: 'parallel@example.com' } };
  const { result, log } = await captured(() =>
    Promise.all(Array.from({ length: 50 }, () => call(backend, 'loginUser', request))),
  );
  expect(calls).toBe(5);
  expect(result.filter(({ statusCode }) => statusCode === 401)).toHaveLength(5);
  expect(result.filter(({ statusCode }) => statusCode === 429)).toHaveLength(45);
  expect(log).not.toContain('parallel@example.com');
});

test('A refused attempt is a 429 in the shape of the contract that says when to try again', async () => {
  expect(await statuses(5, 'loginUser', 'refused@example.com')).toEqual([401, 401, 401, 401, 401]);
  backend.setClock(() => new Date(started + 100_000));
  const answer = await attempt('loginUser', 'refused@example.com');
  expect(answer.statusCode).toBe(429);
  expect(answer.headers['retry-after']).toBe('800');
  expect(jsonOf(answer)).toMatchObject({ error: 'TOO_MANY_REQUESTS', message: expect.any(String) });
});

test('The attempt above the limit is refused even if it would succeed, until the window that began with the first has ended', async () => {
  await statuses(5, 'loginUser', 'window@example.com');
  serve('loginUser', () => ({ status: 200 }));
  expect(await statusOf('loginUser', 'window@example.com')).toBe(429);
  backend.setClock(() => new Date(started + 899_000));
  expect(await statusOf('loginUser', 'window@example.com')).toBe(429);
  backend.setClock(() => new Date(started + 901_000));
  expect(await statusOf('loginUser', 'window@example.com')).toBe(200);
});

test('A status that does not count gives its attempt back', async () => {
  serve('loginUser', () => ({ status: 200 }));
  expect(new Set(await statuses(12, 'loginUser', 'success@example.com'))).toEqual(new Set([200]));
  serve('loginUser', unauthorized);
  expect(await statuses(6, 'loginUser', 'success@example.com')).toEqual([401, 401, 401, 401, 401, 429]);
});

test('Parallel successes leave nothing counted', async () => {
  serve('loginUser', () => ({ status: 200 }));
  const request = { body: { email: 'several@example.com' } };
  for (let round = 0; round < 4; round += 1) {
    const { result } = await captured(() =>
      Promise.all(Array.from({ length: 4 }, () => call(backend, 'loginUser', request))),
    );
    expect(result.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
  }
});

test('A fault of ours gives its attempt back, whatever the rule counts', async () => {
  serve('loginUser', () => Promise.reject(Object.assign(new Error('slow'), { name: 'TooManyRequestsException' })));
  expect(new Set(await statuses(12, 'loginUser', 'fault@example.com'))).toEqual(new Set([503]));
  serve('sendMail', () => Promise.reject(new Error('bug')));
  expect(await statuses(3, 'sendMail', 'fault@example.com', '198.51.100.9')).toEqual([500, 500, 500]);
});

test('Attempts under way are no failures, but those that cannot be under way any more count', async () => {
  const ends: (() => void)[] = [];
  serve('loginUser', () => new Promise((end) => ends.push(() => end({ status: 200 }))));
  const email = 'under-way@example.com';
  const request = { body: { email } };
  const under = captured(() => Promise.all(Array.from({ length: 5 }, () => call(backend, 'loginUser', request))));
  while (ends.length < 5) await new Promise((done) => setTimeout(done, 5));
  const retryAfter = async (): Promise<string | undefined> => {
    const { statusCode, headers } = await call(backend, 'loginUser', request);
    expect(statusCode).toBe(429);
    return String(headers['retry-after']);
  };
  expect(await retryAfter()).toBe('1');
  backend.setClock(() => new Date(started + 31_000));
  expect(await retryAfter()).toBe('869');
  for (const end of ends) end();
  expect((await under).result.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
  serve('loginUser', () => ({ status: 200 }));
  expect(await statusOf('loginUser', email)).toBe(200);
});

test('Whom a limit spares is held by the others alone, and by nothing that others have used up', async () => {
  const email = 'spared@example.com';
  expect(await statuses(3, 'guess', email, '203.0.113.1')).toEqual([401, 401, 429]);
  expect(await statuses(2, 'guess', email, '203.0.113.2')).toEqual([401, 429]);
  expect(await statuses(3, 'guess', email, '203.0.113.7')).toEqual([401, 401, 429]);
  // Whether this one is spared cannot be found out.
  expect(await statusOf('guess', email, '203.0.113.66')).toBe(503);
});

test('Another account and another address are counted apart', async () => {
  await statuses(5, 'loginUser', 'apart@example.com', '198.51.100.1');
  expect(await statusOf('loginUser', 'apart@example.com', '198.51.100.1')).toBe(429);
  expect(await statusOf('loginUser', 'apart@example.com', '198.51.100.2')).toBe(401);
  expect(await statusOf('loginUser', 'other@example.com', '198.51.100.1')).toBe(401);
});

test('An email in another spelling counts as the same', async () => {
  const spellings = [
    'case@bücher.example',
    'CASE@bücher.example',
    ' case@bücher.example ',
    'case@BÜCHER.example',
    'case@xn--bcher-kva.example',
  ];
  for (const spelling of spellings) expect(await statusOf('loginUser', spelling)).toBe(401);
  for (const spelling of spellings) expect(await statusOf('loginUser', spelling)).toBe(429);
});

test('An IPv6 address counts by its /64, and an IPv4 address as it is, also mapped', async () => {
  const email = 'six@example.com';
  for (const host of ['1', '2', 'ffff:1', 'a:b:c', '5'])
    expect(await statusOf('loginUser', email, `2001:db8:0:1::${host}`)).toBe(401);
  expect(await statusOf('loginUser', email, '2001:DB8:0:1:9:9:9:9')).toBe(429);
  expect(await statusOf('loginUser', email, '2001:db8:0:2::1')).toBe(401);
  await statuses(5, 'loginUser', email, '192.0.2.1');
  expect(await statusOf('loginUser', email, '::ffff:192.0.2.1')).toBe(429);
  expect(await statusOf('loginUser', email, '192.0.2.2')).toBe(401);
});

test('No header of the caller has a say in the address', async () => {
  const forged = (index: number) => ({
    body: { email: 'forged@example.com' },
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${index}` },
  });
  const found: number[] = [];
  for (let index = 0; index < 6; index += 1) {
    const { result } = await captured(() => call(backend, 'loginUser', forged(index)));
    found.push(result.statusCode);
  }
  expect(found).toEqual([401, 401, 401, 401, 401, 429]);
});

test('Of two rules each is enforced, and what one refuses does not count under the other', async () => {
  const address = '203.0.113.50';
  expect(await statusOf('sendMail', 'one@example.com', address)).toBe(202);
  expect(await statuses(5, 'sendMail', 'one@example.com', address)).toEqual([429, 429, 429, 429, 429]);
  expect(await statusOf('sendMail', 'two@example.com', address)).toBe(202);
  expect(await statusOf('sendMail', 'three@example.com', address)).toBe(202);
  expect(await statusOf('sendMail', 'four@example.com', address)).toBe(429);
  expect(await statusOf('sendMail', 'four@example.com', '203.0.113.51')).toBe(202);
});

test('A rule may count by the subject of the authorizer', async () => {
  const as = async (subject: string): Promise<number> => {
    const { result } = await captured(() => call(backend, 'writeMine', { authorizer: { scheme: 'bearer', subject } }));
    return result.statusCode;
  };
  expect([await as('a'), await as('a'), await as('b')]).toEqual([204, 429, 204]);
});

test('What is not valid or not authenticated is refused before it counts', async () => {
  for (let time = 0; time < 6; time += 1) {
    const { result } = await captured(() => call(backend, 'loginUser', { body: { email: 'x'.repeat(101) } }));
    expect(result.statusCode).toBe(400);
  }
  const { result } = await captured(() => call(backend, 'writeMine', {}));
  expect(result.statusCode).toBe(401);
  expect(calls).toBe(0);
});

test('The table holds no email or address for it, and every counter expires', async () => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
  expect(Items.length).toBeGreaterThan(0);
  expect(JSON.stringify(Items)).not.toMatch(/example\.com|203\.0\.113|198\.51\.100/);
  for (const item of Items) {
    expect(item['pk']?.S).toMatch(/^RATE#(loginUser|sendMail|writeMine|guess)\.\d#[\w-]{43}$/);
    expect(Number(item['expiresAt']?.N)).toBeGreaterThanOrEqual(started / 1000);
  }
});

// The last one: it takes the table away.
test('Without the table nothing is let through: 503 with Retry-After', async () => {
  engine.close();
  engine.closeAllConnections();
  const { result, log } = await captured(() => call(backend, 'loginUser', { body: { email: 'down@example.com' } }));
  expect(result.statusCode).toBe(503);
  expect(Number(result.headers['retry-after'])).toBeGreaterThan(0);
  expect(calls).toBe(0);
  expect(log + result.body).not.toContain('down@example.com');
});
