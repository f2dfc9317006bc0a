import { cpSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDev, type DevServer } from '../support/dev-server.js';
import { authwright, repository, temporaryProject, type TemporaryProject } from '../support/project.js';

let project: TemporaryProject;
let server: DevServer;

/** The flagship in a folder of its own, so that its contract and overrides can be edited. One service is not written. */
beforeAll(async () => {
  project = temporaryProject('dev');
  for (const part of ['contract', 'overrides']) cpSync(join(repository, part), project.path(part), { recursive: true });
  rmSync(project.path('overrides/operations/request-password-reset'), { recursive: true });
  server = await startDev(project.folder, '--data', 'state');
});

afterAll(async () => {
  await server.stop();
  project.remove();
});

const post = (path: string, body: string, type = 'application/json'): Promise<Response> =>
  fetch(`${server.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });

async function until(check: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((wake) => setTimeout(wake, 50))) {
    if (await check()) return;
  }
  throw new Error('it did not happen within 15 s');
}

describe('the flagship, served', () => {
  test('answers the health check with the security headers and a request id', async () => {
    const response = await fetch(`${server.url}/health`, { headers: { 'x-request-id': 'my-own-request-id' } });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok' });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-request-id': 'my-own-request-id',
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  test('says nothing of the Node.js that it happens to run on: functions are deployed to another', async () => {
    await post('/auth/login', '{"email":"ada@example.com","password":"a passphrase of nobody"}');
    await server.logged(/POST \/v1\/auth\/login/);
    // The server itself calls the table.
    const cleared = await fetch(new URL('/_dev/api/limits', server.url), { method: 'POST', body: '{}' });
    expect(cleared.status).toBe(200);
    expect(server.log()).not.toContain('Warning');
  });

  test('answers an operation without a service with 501 in the contract’s shape', async () => {
    const response = await post('/auth/password/reset-request', '{"email":"ada@example.com"}');
    expect(response.status).toBe(501);
    const requestId = response.headers.get('x-request-id');
    expect(await response.json()).toMatchObject({
      error: 'NOT_IMPLEMENTED',
      message: expect.any(String),
      request_id: requestId,
    });
  });

  test('names every field of a bad body', async () => {
    const response = await post('/auth/register', '{"email":"x","password":"short","firstName":"","extra":1}');
    expect(response.status).toBe(400);
    const body = (await response.json()) as { error: string; validation_errors: { field: string }[] };
    expect(body.error).toBe('VALIDATION_ERROR');
    const fields = new Set(body.validation_errors.map(({ field }) => field));
    expect(fields).toEqual(new Set(['email', 'password', 'firstName', 'lastName', 'extra']));
  });

  test.each([
    ['an unknown route', '/nope', 'GET'],
    ['an unknown method', '/health', 'DELETE'],
  ])('answers %s with 404 in the contract’s shape', async (_what, path, method) => {
    const response = await fetch(`${server.url}${path}`, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: 'NOT_FOUND',
      request_id: response.headers.get('x-request-id'),
    });
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('refuses a body that is too large with 413 and one that is not JSON with 415', async () => {
    expect((await post('/auth/login', JSON.stringify({ email: 'x'.repeat(70_000) }))).status).toBe(413);
    expect((await post('/auth/login', 'email=a', 'text/plain')).status).toBe(415);
  });

  test('lets nobody into a secured operation without credentials', async () => {
    const response = await fetch(`${server.url}/users/profile`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'UNAUTHORIZED' });
  });
});

describe('reload', () => {
  test('a changed override answers within moments', async () => {
    const service = 'overrides/operations/get-health-status/service.ts';
    const original = project.read(service);
    project.write(service, original.replace("'1.0.0'", "'2.0.0'"));
    await until(
      async () => ((await (await fetch(`${server.url}/health`)).json()) as { version: string }).version === '2.0.0',
    );
    project.write(service, original);
  });

  test('a broken contract is reported with its place, and the last good backend goes on answering', async () => {
    const path = 'contract/paths/system.yaml';
    const original = project.read(path);
    project.write(path, original.replace('operationId: getHealthStatus', 'operationIdd: getHealthStatus'));
    await server.logged(/contract\/paths\/system\.yaml:\d+:\d+ error AW\d+/);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    project.write(path, original);
  });

  test('a new path is served', async () => {
    const path = 'contract/openapi.yaml';
    const original = project.read(path);
    project.write(path, original.replace('  /health:\n', '  /healthz:\n'));
    await until(async () => (await fetch(`${server.url}/healthz`)).status === 200);
    expect((await fetch(`${server.url}/health`)).status).toBe(404);
    project.write(path, original);
  });
});

describe('the process', () => {
  test('names who holds a taken port, and the flag to use', async () => {
    const holder = createServer();
    const port = await new Promise<number>((ready) =>
      holder.listen(0, '127.0.0.1', () => ready((holder.address() as { port: number }).port)),
    );
    const { code, stderr } = await authwright(project.folder, 'dev', '--in-memory', '--port', String(port));
    holder.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} is taken`);
    expect(stderr).toContain('--port');
    if (process.platform === 'linux') expect(stderr).toContain(`(pid ${process.pid})`);
  });

  test('says so when another server has the data folder open', async () => {
    const { code, stderr } = await authwright(project.folder, 'dev', '--data', 'state', '--port', '0');
    expect(code).toBe(1);
    expect(stderr).toMatch(/state is in use by another server\. Stop it, or .*--data.*--in-memory/);
  });

  test('ends with 2 and the place when the contract is wrong from the start', async () => {
    const broken = temporaryProject('dev-broken');
    broken.write(
      'contract/openapi.yaml',
      'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths:\n  /a:\n    get:\n      responses: {}\n',
    );
    const { code, stderr } = await authwright(broken.folder, 'dev', '--in-memory', '--port', '0');
    broken.remove();
    expect(code).toBe(2);
    expect(stderr).toMatch(/contract\/openapi\.yaml:5:5 error AW203/);
  });
});

test('a foreign contract is served with its own examples by --mock, secured routes included', async () => {
  const pets = temporaryProject('dev-mock');
  pets.write(
    'contract/openapi.yaml',
    `openapi: 3.0.3
info: { title: Pets, version: '1' }
servers: [{ url: https://pets.example.com/api }]
security: [{ key: [] }]
paths:
  /pets/{petId}:
    get:
      operationId: getPet
      parameters: [{ name: petId, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: A pet.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
              example: { id: 7, name: Rex }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: x-api-key }
  schemas:
    Pet: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } } }
`,
  );
  const mock = await startDev(pets.folder, '--mock');
  const answer = await fetch(`${mock.url}/pets/1`);
  expect([answer.status, await answer.json()]).toEqual([200, { id: 7, name: 'Rex' }]);
  expect((await fetch(`${mock.url}/pets/one`)).status).toBe(400);
  await mock.stop();
  const real = await startDev(pets.folder);
  expect((await fetch(`${real.url}/pets/1`, { headers: { 'x-api-key': 'any' } })).status).toBe(401);
  await real.stop();
  pets.remove();
});

/** A service that asks DynamoDB three times in each call and answers which of these the client has signed. */
const noticingService = `
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
let isSigned = false;
const keys = { accessKeyId: 'a', secretAccessKey: 'b' };
const client = new DynamoDBClient({
  // They have expired, and so are asked for with each signature.
  credentials: async () => ((isSigned = true), { ...keys, expiration: new Date() }),
});
export const getHealthStatus = async (_input, context) => {
  const signed = [];
  for (let call = 0; call < 3; call += 1) {
    isSigned = false;
    await client.send(new ListTablesCommand({}));
    signed.push(isSigned);
  }
  return { status: 200, body: { status: 'ok', version: signed.join(), timestamp: context.now().toISOString() } };
};
`;

/** One server after the other on the same data, the first of them the one of the tests above. */
describe('servers on one data folder', () => {
  const credentials = { email: 'kept@example.com', password: 'a passphrase of nobody' };
  const signed = async () => ((await (await fetch(`${server.url}/health`)).json()) as { version: string }).version;
  /** The status of a login, and how many mails went to the account. */
  const state = async (): Promise<[number, number]> => {
    const { status } = await post('/auth/login', JSON.stringify(credentials));
    const mails = (await (await fetch(new URL('/_dev/api/mail', server.url))).json()) as { to: string[] }[];
    return [status, mails.filter(({ to }) => to.includes(credentials.email)).length];
  };
  const restart = async (signal: NodeJS.Signals, ...args: string[]): Promise<void> => {
    expect(await server.stop(signal)).toBe(0);
    server = await startDev(project.folder, '--data', 'state', ...args);
  };

  test('the SDK goes through all of each call, with --fast-sdk only through the first of a client; SIGINT ends a server cleanly', async () => {
    await post('/auth/register', JSON.stringify({ ...credentials, firstName: 'Ada', lastName: 'Lovelace' }));
    project.write('overrides/operations/get-health-status/service.ts', noticingService);
    await until(async () => (await signed()).includes('true'));
    expect(await signed()).toBe('true,true,true');
    await restart('SIGINT', '--fast-sdk');
    expect([await signed(), await signed()]).toEqual(['true,false,false', 'false,false,false']);
  });

  test('accounts and mails are kept until --reset; SIGTERM ends a server cleanly', async () => {
    expect(await state()).toEqual([200, 1]);
    await restart('SIGTERM', '--reset');
    expect(await state()).toEqual([401, 0]);
  });
});
