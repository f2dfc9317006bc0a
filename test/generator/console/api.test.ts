import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBackend, type Backend } from '../../../generator/aws-local/index.js';

let backend: Backend;
let origin: string;

beforeAll(async () => {
  backend = await startBackend({
    contract: 'contract/openapi.yaml',
    out: 'generated',
    overrides: 'overrides',
    port: 0,
    mock: false,
    logLevel: 'CRITICAL',
  });
  origin = new URL(backend.url).origin;
});

afterAll(() => backend.close());

const get = async (path: string): Promise<unknown> => (await fetch(`${origin}${path}`)).json();
const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${origin}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
const call = (path: string, body: object): Promise<Response> =>
  fetch(`${backend.url}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

const password = 'a passphrase that nobody else has';

describe('/_dev/api', () => {
  test('mail shows what was sent, with its links', async () => {
    await call('/auth/register', { email: 'mail@example.com', password, firstName: 'Ada', lastName: 'Lovelace' });
    const [mail] = (await get('/_dev/api/mail')) as {
      to: string[];
      subject: string;
      text: string;
      html: string;
      links: string[];
    }[];
    expect(mail).toMatchObject({ to: ['mail@example.com'], subject: expect.any(String), text: expect.any(String) });
    expect(mail?.html).toContain('<a href=');
    expect(mail?.links).toEqual([expect.stringMatching(/^http:\/\/localhost:3000\/verify-email#token=[\w-]{43}$/)]);
  });

  test('requests show operation, status and the fields at fault, and nothing of a body', async () => {
    await call('/auth/login', { email: 'not-an-email', password: 'canary-password' });
    const text = JSON.stringify(await get('/_dev/api/requests'));
    const [latest] = JSON.parse(text) as object[];
    expect(latest).toMatchObject({
      operationId: 'loginUser',
      status: 400,
      validationErrors: [{ field: 'email', message: expect.any(String) }],
    });
    expect(text).not.toContain('canary-password');
    expect(text).not.toContain(password);
  });

  test('state names operations with their slots, the engines, and users without secrets', async () => {
    const state = (await get('/_dev/api/state')) as {
      operations: { operationId: string; service: string }[];
      engines: string[];
    };
    expect(state.operations.find((one) => one.operationId === 'loginUser')?.service).toBe('override');
    expect(state.engines).toContain('AWSCognitoIdentityProviderService');
    expect(JSON.stringify(state)).not.toContain(password);
  });

  test('the clock moves the backend on', async () => {
    const before = (await (await fetch(`${backend.url}/health`)).json()) as { timestamp: string };
    expect((await post('/_dev/api/clock', { advanceMs: 3_600_000 })).status).toBe(200);
    const after = (await (await fetch(`${backend.url}/health`)).json()) as { timestamp: string };
    expect(Date.parse(after.timestamp) - Date.parse(before.timestamp)).toBeGreaterThanOrEqual(3_600_000);
    for (const advanceMs of [-1, 'x', null]) expect((await post('/_dev/api/clock', { advanceMs })).status).toBe(400);
  });

  test('limits clears the counters, so that a locked account can try again', async () => {
    const wrong = { email: 'limits@example.com', password: 'wrong' };
    for (let attempt = 0; attempt < 5; attempt += 1) await call('/auth/login', wrong);
    expect((await call('/auth/login', wrong)).status).toBe(429);
    expect(await (await post('/_dev/api/limits', {})).json()).toMatchObject({ cleared: expect.any(Number) });
    expect((await call('/auth/login', wrong)).status).toBe(401);
  });

  test('pages of other sites and other host names are refused', async () => {
    const foreign = await fetch(`${origin}/_dev/api/mail`, { headers: { origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
    expect((await post('/_dev/api/limits', {}, { origin: 'https://evil.example' })).status).toBe(403);
    const rebound = await new Promise<number | undefined>((done, failed) => {
      const { port } = new URL(origin);
      request(
        { host: '127.0.0.1', port, path: '/_dev/api/mail', headers: { host: `evil.example:${port}` } },
        (response) => {
          response.resume();
          done(response.statusCode);
        },
      )
        .on('error', failed)
        .end();
    });
    expect(rebound).toBe(403);
  });

  test('an unknown page is 404 and says which there are', async () => {
    const response = await fetch(`${origin}/_dev/api/nothing`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('/_dev/api/mail');
  });
});
