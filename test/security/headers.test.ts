import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { AwsError } from '../../generator/aws-local/endpoint/index.js';
import {
  cognito,
  expectStatus,
  newEmail,
  password,
  registration,
  startTestBackend,
  type Member,
  type Reply,
  type Sent,
  type TestBackend,
} from '../support/backend.js';

/** The local stage's frontend. */
const frontend = 'http://localhost:3000';
const foreignOrigins = [
  'https://evil.example',
  'null',
  'http://localhost:3000.evil.example',
  'http://localhost:30000',
  'https://localhost:3000',
  'HTTP://LOCALHOST:3000',
  'http://localhost:3000/',
  'http://localhost',
  '*',
];

let backend: TestBackend;
let member: Member;

beforeAll(async () => {
  backend = await startTestBackend();
  member = await backend.member();
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

interface Case extends Sent {
  readonly method: string;
  readonly path: string;
}

type Kind = readonly [what: string, status: number, make: () => Case | Promise<Case>];

const limited = newEmail();

/** Every kind of answer, of functions and of the gateway itself. */
const kinds: readonly Kind[] = [
  ['a success', 200, () => ({ method: 'GET', path: '/health' })],
  ['a login', 200, () => ({ method: 'POST', path: '/auth/login', body: { email: member.email, password } })],
  ['a profile', 200, () => ({ method: 'GET', path: '/users/profile', token: member.accessToken })],
  ['a registration', 201, () => ({ method: 'POST', path: '/auth/register', body: registration() })],
  ['a message taken', 202, () => ({ method: 'POST', path: '/auth/email/resend', body: { email: newEmail() } })],
  [
    'a logout',
    204,
    async () => ({ method: 'POST', path: '/auth/logout', token: (await backend.logIn(member.email)).accessToken }),
  ],
  ['a preflight', 204, () => ({ method: 'OPTIONS', path: '/auth/login' })],
  ['a refused body', 400, () => ({ method: 'POST', path: '/auth/login', body: {} })],
  ['a refused query', 400, () => ({ method: 'GET', path: '/health?a=%ff' })],
  ['a missing token', 401, () => ({ method: 'GET', path: '/users/profile' })],
  ['a bad token', 401, () => ({ method: 'GET', path: '/users/profile', token: 'garbage' })],
  ['a wrong password', 401, () => ({ method: 'POST', path: '/auth/login', body: { email: newEmail(), password } })],
  ['an unknown route', 404, () => ({ method: 'GET', path: '/nowhere' })],
  ['an unknown method', 404, () => ({ method: 'PATCH', path: '/auth/login' })],
  [
    'an unknown session',
    404,
    () => ({
      method: 'DELETE',
      path: '/auth/sessions/7c9e6679-7425-40de-944b-e07fc1f90ae7',
      token: member.accessToken,
    }),
  ],
  [
    'a taken email',
    409,
    () => ({ method: 'POST', path: '/auth/register', body: registration({ email: member.email }) }),
  ],
  ['a large body', 413, () => ({ method: 'POST', path: '/auth/login', body: ' '.repeat(70_000) })],
  ['a body beyond the gateway', 413, () => ({ method: 'POST', path: '/auth/login', body: ' '.repeat(11_000_000) })],
  [
    'another media type',
    415,
    () => ({ method: 'POST', path: '/auth/login', body: '{}', headers: { 'content-type': 'text/plain' } }),
  ],
  [
    'a limit',
    429,
    async () => {
      for (let index = 0; index < 5; index += 1) await backend.attempt(limited);
      return { method: 'POST', path: '/auth/login', body: { email: limited, password } };
    },
  ],
  [
    'a fault of ours',
    500,
    () => {
      backend.fault = (service) =>
        service === cognito ? new AwsError('InvalidParameterException', 'No such thing.') : undefined;
      return { method: 'POST', path: '/auth/login', body: { email: newEmail(), password } };
    },
  ],
  [
    'a service that is down',
    503,
    () => {
      backend.fault = (service) => (service === cognito ? 'error' : undefined);
      return { method: 'POST', path: '/auth/login', body: { email: newEmail(), password } };
    },
  ],
  [
    'an authorizer that cannot read',
    503,
    () => {
      backend.fault = () => 'error';
      return { method: 'GET', path: '/users/profile', token: member.accessToken };
    },
  ],
];

/** Whether the gateway made an answer by itself: it can send no header with a single quote in it. */
function isGateways(headers: Reply['headers']): boolean {
  return headers['content-security-policy'] === 'sandbox';
}

function expectSafe({ status, headers, text }: Reply): void {
  expect(headers).toMatchObject({
    'strict-transport-security': expect.stringMatching(/^max-age=\d{8,}; includeSubDomains$/),
    ...(isGateways(headers)
      ? { 'content-security-policy': 'sandbox', 'x-frame-options': 'DENY' }
      : {
          'content-security-policy': "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        }),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'x-request-id': expect.stringMatching(/^[\w.-]{8,128}$/),
    vary: expect.stringContaining('Origin'),
  });
  for (const name of ['server', 'x-powered-by', 'set-cookie', 'access-control-allow-credentials'])
    expect(headers).not.toHaveProperty(name);
  if (status === 204) expect(text).toBe('');
  else expect(headers['content-type']).toBe('application/json; charset=utf-8');
}

test.each(kinds)('%s (%i) has the security headers and tells its request id', async (_what, status, make) => {
  const { method, path, ...sent } = await make();
  const headers = { ...sent.headers, 'x-request-id': 'callers-own-id.1' };
  const reply = await backend.send(method, path, { ...sent, headers });
  expectStatus(reply, status);
  expectSafe(reply);
  // The gateway's own answers name its own id: API Gateway could not tell a safe one.
  const id = isGateways(reply.headers) ? expect.stringMatching(/^[0-9a-f-]{36}$/) : 'callers-own-id.1';
  expect(reply.headers['x-request-id']).toEqual(id);
  if (status >= 400) {
    expect(reply.body).toMatchObject({
      error: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.any(String),
      request_id: reply.headers['x-request-id'],
    });
  }
  if (status === 429 || status === 503) expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
  if (status >= 500) expect(reply.text).not.toMatch(/stack|at .*\.ts|Exception|No such thing|dynamodb|cognito/i);
});

test.each(kinds)('%s (%i) names the frontend to CORS and reflects no other origin', async (_what, status, make) => {
  const { method, path, ...sent } = await make();
  const asking = { 'access-control-request-method': 'POST' };
  const from = (origin: string): Promise<Reply> =>
    backend.send(method, path, { ...sent, headers: { ...sent.headers, ...asking, origin } });
  const own = await from(frontend);
  expect(own.headers).toMatchObject({
    'access-control-allow-origin': frontend,
    'access-control-expose-headers': 'x-request-id, Retry-After',
  });
  // What has been done once need not be done again for each origin.
  const others = status < 500 && status !== 413 ? foreignOrigins : foreignOrigins.slice(0, 1);
  for (const origin of others) {
    const { status: answered, headers } = await from(origin);
    if (isGateways(headers) && answered >= 400) {
      // The gateway cannot look at the origin: it names the one that the stage has.
      expect(headers['access-control-allow-origin']).toBe(frontend);
      continue;
    }
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
});

test('a preflight of the frontend names methods and headers, and is not kept for long', async () => {
  const headers = { origin: frontend, 'access-control-request-method': 'PUT' };
  const reply = await backend.send('OPTIONS', '/users/profile', { headers });
  expectStatus(reply, 204);
  expect(reply.headers['access-control-allow-methods']?.split(', ').sort()).toEqual(['GET', 'PUT']);
  expect(reply.headers['access-control-allow-headers']).toBe('authorization, content-type, x-request-id');
  expect(Number(reply.headers['access-control-max-age'])).toBeLessThanOrEqual(7_200);
});

test.each(['short', 'a'.repeat(129), 'with space inside', '<script>alert(1)</script>', 'quote"quote', '../../../etc'])(
  'the unsafe request id %j is replaced',
  async (id) => {
    const reply = await backend.send('GET', '/nowhere', { headers: { 'x-request-id': id } });
    expect(reply.headers['x-request-id']).not.toBe(id);
    expect(reply.text).not.toContain(id);
    const own = await backend.send('GET', '/health', { headers: { 'x-request-id': id } });
    expect(own.headers['x-request-id']).not.toBe(id);
  },
);

test('a request that is no HTTP gets the security headers, too', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(backend.backend.port, '127.0.0.1', () => socket.write('NOT HTTP AT ALL\r\n\r\n'));
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  for (const header of [/strict-transport-security: max-age/i, /nosniff/i, /no-store/i, /x-request-id: /i])
    expect(answer).toMatch(header);
});
