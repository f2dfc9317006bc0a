import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  cognito,
  dynamodb,
  expectStatus,
  kms,
  password,
  registration,
  sqs,
  startTestBackend,
  type Member,
  type Reply,
  type TestBackend,
} from '../support/backend.js';

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend();
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

const leave = ({ accessToken }: Member, withPassword = password): Promise<Reply> =>
  backend.post('/users/me/delete', { password: withPassword }, accessToken);

/** The items of the table that name somebody, by sort key. */
async function itemsAbout({ userId, email }: Member): Promise<string[]> {
  const client = new DynamoDBClient({
    endpoint: String(backend.backend.services.resources.dynamodb),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'users-local', ConsistentRead: true }));
  client.destroy();
  return Items.filter((item) => JSON.stringify(item).includes(userId) || JSON.stringify(item).includes(email))
    .map((item) => String(item['entity']?.S))
    .sort();
}

function isAtCognito({ userId }: Member): boolean {
  return backend.backend.services.users().some(({ sub }) => sub === userId);
}

/** Whether somebody is gone without a trace, and their email free. */
async function expectGone(member: Member): Promise<void> {
  expect(isAtCognito(member)).toBe(false);
  expect(await itemsAbout(member)).toEqual([]);
  expectStatus(await backend.get('/users/profile', member.accessToken), 401);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: member.refreshToken }), 401);
  expectStatus(await backend.attempt(member.email), 401);
}

test('an export holds profile, sessions and what the record remembers, and no secret', async () => {
  const member = await backend.member({ locale: 'de-AT' });
  await backend.advanceClock(1_000);
  expectStatus(await backend.attempt(member.email, 'not the right password'), 401);
  await backend.advanceClock(1_000);
  const token = await backend.mailedToken(member.email, 'verify-email');
  expectStatus(await backend.post('/auth/email/verify', { token, password }), 200);
  const other = await backend.logIn(member.email);
  const reply = await backend.get('/users/me/export', member.accessToken);
  expectStatus(reply, 200);
  const { profile, sessions, events, exportedAt } = reply.body;
  expect(profile).toEqual((await backend.get('/users/profile', member.accessToken)).body);
  expect(sessions).toHaveLength(2);
  expect((sessions as { current: boolean }[]).filter(({ current }) => current)).toHaveLength(1);
  expect(events).toMatchObject([
    { type: 'LOGIN_SUCCEEDED', address: '127.0.0.1' },
    { type: 'EMAIL_VERIFIED' },
    { type: 'LOGIN_FAILED' },
    { type: 'ACCOUNT_CREATED' },
  ]);
  expect(Date.parse(String(exportedAt))).toBeGreaterThan(0);
  expect(reply.text).not.toMatch(/token|hash|secret|epoch|eyJ/i);
  expect(reply.text).not.toContain(other.refreshToken);
});

test('an export is the caller’s own and needs a session that stands', async () => {
  const { email, accessToken } = await backend.member();
  const stranger = await backend.member();
  expect((await backend.get('/users/me/export', stranger.accessToken)).text).not.toContain(email);
  expectStatus(await backend.post('/auth/logout', undefined, accessToken), 204);
  expectStatus(await backend.get('/users/me/export', accessToken), 401);
  expectStatus(await backend.get('/users/me/export'), 401);
});

test('a deletion removes everything, kills all tokens at once, frees the email and is told to the owner', async () => {
  const member = await backend.verifiedMember({ locale: 'de-AT' });
  const other = await backend.logIn(member.email);
  expectStatus(await backend.post('/auth/password/reset-request', { email: member.email }), 200);
  await backend.backend.services.drainQueues();
  const reply = await leave(member);
  expect([reply.status, reply.text]).toEqual([204, '']);
  expectStatus(await backend.get('/users/profile', other.accessToken), 401);
  await expectGone(member);
  await backend.backend.services.drainQueues();
  const subjects = backend.backend.services.mails().filter(({ to }) => to.includes(member.email));
  expect(subjects.map(({ subject }) => subject)).toContain('Ihr Konto ist gelöscht');

  await backend.register({ email: member.email });
  const again = await backend.logIn(member.email);
  expect(again.userId).not.toBe(member.userId);
  expectStatus(await backend.get('/users/profile', member.accessToken), 401);
});

test('mailed tokens of a deleted account count for nothing, also after a new registration', async () => {
  const member = await backend.member();
  const verification = await backend.mailedToken(member.email, 'verify-email');
  expectStatus(await backend.post('/auth/password/reset-request', { email: member.email }), 200);
  const reset = await backend.mailedToken(member.email, 'reset-password');
  expectStatus(await leave(member), 204);
  await backend.register({ email: member.email });
  expectStatus(await backend.post('/auth/email/verify', { token: verification, password }), 400);
  const confirmed = await backend.post('/auth/password/reset-confirm', {
    token: reset,
    newPassword: 'nine violet umbrellas',
  });
  expect(confirmed.body).toMatchObject({ error: 'INVALID_TOKEN' });
});

test('without the right password nothing is deleted, and the session goes on', async () => {
  const member = await backend.member();
  const reply = await leave(member, 'not the right password');
  expectStatus(reply, 401);
  expect(reply.body).toMatchObject({ error: 'REAUTH_FAILED' });
  expectStatus(await backend.post('/users/me/delete', {}, member.accessToken), 400);
  expectStatus(await backend.get('/users/profile', member.accessToken), 200);
  expect(isAtCognito(member)).toBe(true);
});

test.each([
  [cognito, 'AdminDeleteUser'],
  [dynamodb, 'Query'],
  [dynamodb, 'DeleteItem'],
])('a deletion that %s.%s interrupts is decided, and the reconciler finishes it', async (service, action) => {
  const member = await backend.member();
  let isDecided = false;
  backend.fault = (name, called) => {
    if (isDecided && name === service && called === action) return 'error';
    isDecided ||= called === 'TransactWriteItems';
    return undefined;
  };
  backend.logs.length = 0;
  expectStatus(await leave(member), 204);
  backend.fault = undefined;
  expect(backend.logs.some((line) => line.includes('ACCOUNT_CHANGE_UNFINISHED'))).toBe(true);
  expectStatus(await backend.get('/users/profile', member.accessToken), 401);
  expectStatus(await backend.attempt(member.email), 401);
  expectStatus(await backend.post('/auth/register', registration({ email: member.email })), 409);
  // Nobody settles what may still be under way.
  await backend.backend.services.runJob('reconcile-accounts');
  expect(await itemsAbout(member)).toContain('User');
  await backend.advanceClock(61_000);
  await backend.backend.services.runJob('reconcile-accounts');
  await expectGone(member);
  await backend.clearLimits();
  await backend.register({ email: member.email });
});

test.each([
  [cognito, 'error'],
  [dynamodb, 'error'],
  [dynamodb, 'timeout-after-effect'],
] as const)('with %s and %s nothing is deleted: 503', async (service, fault) => {
  const member = await backend.member();
  await backend.backend.services.drainQueues();
  backend.fault = (name) => (name === service ? fault : undefined);
  expectStatus(await leave(member), 503);
  backend.fault = undefined;
  expectStatus(await backend.get('/users/profile', member.accessToken), 200);
  expectStatus(await backend.attempt(member.email), 200);
});

test.each([kms, sqs])('a deletion does not need %s', async (service) => {
  const member = await backend.member();
  await backend.backend.services.drainQueues();
  backend.fault = (name) => (name === service ? 'error' : undefined);
  expectStatus(await leave(member), 204);
  backend.fault = undefined;
  await expectGone(member);
});
