import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  cognito,
  expectStatus,
  startTestBackend,
  type Body,
  type Member,
  type TestBackend,
} from '../support/backend.js';

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend();
});

afterAll(() => backend.close());

async function sessionsOf({ accessToken }: Member): Promise<Body[]> {
  const { status, body } = await backend.get('/auth/sessions', accessToken);
  expect(status).toBe(200);
  return body['sessions'] as Body[];
}

test('nobody can revoke somebody else’s session, and it goes on', async () => {
  const [alice, bob] = [await backend.member(), await backend.member()];
  const [session] = await sessionsOf(alice);
  const id = String(session?.['sessionId']);
  for (const spelled of [id, id.toUpperCase()]) {
    const reply = await backend.send('DELETE', `/auth/sessions/${spelled}`, { token: bob.accessToken });
    expectStatus(reply, 404);
    expect(reply.body).toMatchObject({ error: 'SESSION_NOT_FOUND' });
  }
  expectStatus(await backend.get('/users/profile', alice.accessToken), 200);
  expect(await sessionsOf(alice)).toHaveLength(1);

  // A session that does not exist looks the same.
  const unknown = await backend.send('DELETE', `/auth/sessions/${randomUUID()}`, { token: bob.accessToken });
  expect([unknown.status, unknown.body['error']]).toEqual([404, 'SESSION_NOT_FOUND']);
});

test('everybody sees and changes only what is their own', async () => {
  const [alice, bob] = [await backend.member(), await backend.member({ firstName: 'Bob' })];
  const [hers, his] = [await sessionsOf(alice), await sessionsOf(bob)];
  expect(hers).toHaveLength(1);
  expect(his).toHaveLength(1);
  expect(his[0]?.['sessionId']).not.toBe(hers[0]?.['sessionId']);
  expectStatus(await backend.put('/users/profile', { lastName: 'Builder' }, bob.accessToken), 200);
  expect((await backend.get('/users/profile', alice.accessToken)).body).toMatchObject({
    userId: alice.userId,
    firstName: 'Ada',
    lastName: 'Lovelace',
  });
});

test.each(['1', 'current', '%2F..%2F', 'SESSION%23x', `${randomUUID()}x`, '%00', '*', '00000000'])(
  'the session id %s is refused by its form, without a call beyond the authorizer’s',
  async (id) => {
    const member = await backend.member();
    const calls = await backend.callsOf(async () => {
      expectStatus(await backend.send('DELETE', `/auth/sessions/${id}`, { token: member.accessToken }), 400);
    });
    expect(calls).toEqual(['dynamodb.GetItem', 'dynamodb.GetItem']);
    expectStatus(await backend.get('/users/profile', member.accessToken), 200);
  },
);

test('a session that ends is revoked at Cognito as well', async () => {
  const member = await backend.member();
  const calls = await backend.callsOf(async () => {
    expectStatus(await backend.post('/auth/logout', undefined, member.accessToken), 204);
  });
  expect(calls).toContain(`${cognito}.RevokeToken`);
  const user = backend.backend.services.users().find(({ email }) => email === member.email);
  expect(user?.sessions).toBe(0);
});

test('logout is effective although Cognito and KMS are down', async () => {
  const member = await backend.member();
  backend.fault = (service) => (service === 'dynamodb' ? undefined : 'error');
  try {
    expectStatus(await backend.post('/auth/logout', undefined, member.accessToken), 204);
  } finally {
    backend.fault = undefined;
  }
  expectStatus(await backend.get('/users/profile', member.accessToken), 401);
});

test('a session ends with its refresh token’s life, whatever its access token says', async () => {
  const member = await backend.member();
  await backend.advanceClock(2_592_000_000 - 1_800_000);
  const { body } = await backend.post('/auth/refresh', { refreshToken: member.refreshToken });
  // Good for an hour, of which the session has half.
  const accessToken = String(body['accessToken']);
  expectStatus(await backend.get('/users/profile', accessToken), 200);
  await backend.advanceClock(1_801_000);
  expectStatus(await backend.get('/users/profile', accessToken), 401);
});

/** What the contract serves to everybody. */
const forEverybody = [
  'GET /health',
  'POST /auth/email/resend',
  'POST /auth/email/verify',
  'POST /auth/login',
  'POST /auth/mfa/verify',
  'POST /auth/password/reset-confirm',
  'POST /auth/password/reset-request',
  'POST /auth/refresh',
  'POST /auth/register',
];

test('every operation but those for everybody refuses who is not logged in, and calls nothing', async () => {
  const all = readdirSync('generated/operations')
    .filter((name) => !name.includes('.'))
    .map((name) => readFileSync(`generated/operations/${name}/handler.ts`, 'utf8').split('\n'))
    .map((lines) => /^\/\/ (\w+ \S+)\. Contract/.exec(lines.find((line) => line.includes('. Contract:')) ?? '')?.[1]);
  const secured = all.filter((operation) => !forEverybody.includes(String(operation)));
  expect(secured).toHaveLength(all.length - forEverybody.length);
  for (const operation of secured) {
    const [method = '', path = ''] = String(operation).split(' ');
    const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} };
    const calls = await backend.callsOf(async () => {
      const reply = await backend.send(method, path.replace('{sessionId}', randomUUID()), body);
      expect([operation, reply.status, reply.body['error']]).toEqual([operation, 401, 'UNAUTHORIZED']);
    });
    expect(calls).toEqual([]);
  }
});
