import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { AwsError } from '../../generator/aws-local/endpoint/index.js';
import { enableMfa } from '../support/authenticator.js';
import {
  atOnce,
  cognito,
  expectStatus,
  password,
  startTestBackend,
  statusCounts,
  type Member,
  type Reply,
  type TestBackend,
} from '../support/backend.js';

const wrong = 'not the right password';
const newPassword = 'nine violet umbrellas in march';

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend();
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

/** The operations that ask for the password again, with whatever password. */
const operations: Readonly<Record<string, (member: Member, password: string) => Promise<Reply>>> = {
  changePassword: ({ accessToken }, currentPassword) =>
    backend.post('/auth/password/change', { currentPassword, newPassword }, accessToken),
  deleteAccount: ({ accessToken }, given) => backend.post('/users/me/delete', { password: given }, accessToken),
};

const names = Object.keys(operations);

function use(name: string, member: Member, withPassword: string): Promise<Reply> {
  const operation = operations[name];
  if (operation === undefined) throw new Error(name);
  return operation(member, withPassword);
}

function proofs(): number {
  return backend.calls.filter(({ service, action }) => service === cognito && action === 'AdminInitiateAuth').length;
}

test.each(names)('%s refuses a wrong password without ending the session, and changes nothing', async (name) => {
  const member = await backend.member();
  const before = (await backend.get('/users/profile', member.accessToken)).body;
  const reply = await use(name, member, wrong);
  expectStatus(reply, 401);
  expect(reply.body).toMatchObject({ error: 'REAUTH_FAILED' });
  expect((await backend.get('/users/profile', member.accessToken)).body).toEqual(before);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: member.refreshToken }), 200);
  expectStatus(await backend.attempt(member.email), 200);
});

test.each(names)(
  'of fifty parallel wrong passwords for %s five reach Cognito, then the right one is refused',
  async (name) => {
    const member = await backend.member();
    backend.calls.length = 0;
    expect(statusCounts(await atOnce(50, () => use(name, member, wrong)))).toEqual({ 401: 5, 429: 45 });
    expect(proofs()).toBe(5);
    const sixth = await use(name, member, password);
    expectStatus(sixth, 429);
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0);
    expectStatus(await backend.get('/users/profile', member.accessToken), 200);
    expect(proofs()).toBe(5);
  },
);

test.each(names)(
  'twenty times that Cognito throttles %s are 503 each, and then the right password works',
  async (name) => {
    const member = await backend.member();
    backend.fault = (service, action) =>
      service === cognito && action === 'AdminInitiateAuth'
        ? new AwsError('TooManyRequestsException', 'Rate exceeded')
        : undefined;
    for (let wave = 0; wave < 5; wave += 1) {
      const replies = await atOnce(4, () => use(name, member, password));
      expect(statusCounts(replies)).toEqual({ 503: 4 });
      for (const { headers } of replies) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    backend.fault = undefined;
    expect([200, 204]).toContain((await use(name, member, password)).status);
  },
);

test.each(names)('with MFA on %s needs a code beside the password', async (name) => {
  const member = await enableMfa(backend, await backend.member());
  const [path, body] =
    name === 'changePassword'
      ? ['/auth/password/change', { currentPassword: password, newPassword }]
      : ['/users/me/delete', { password }];
  for (const code of [undefined, await member.authenticator.code(600), '0000-0000-0000-0000']) {
    const reply = await backend.post(path, { ...body, code }, member.accessToken);
    expect([reply.status, reply.body['error']]).toEqual([401, 'REAUTH_FAILED']);
  }
  expectStatus(await backend.attempt(member.email), 200);
  const code = await member.authenticator.code();
  expect([200, 204]).toContain((await backend.post(path, { ...body, code }, member.accessToken)).status);
});

test('every fresh proof is an audit event, by its outcome', async () => {
  const member = await backend.member();
  backend.logs.length = 0;
  expectStatus(await use('changePassword', member, wrong), 401);
  expectStatus(await use('changePassword', member, password), 200);
  const events = backend.logs.flatMap((line) => {
    const { audit } = JSON.parse(line) as { audit?: { event: string; outcome: string; reason?: string } };
    return audit?.event === 'reauthentication' ? [[audit.outcome, audit.reason]] : [];
  });
  expect(events).toEqual([
    ['failure', 'WRONG_PASSWORD'],
    ['success', undefined],
  ]);
});
