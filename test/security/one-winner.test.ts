import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  atOnce,
  cognito,
  expectStatus,
  newEmail,
  password,
  registration,
  startTestBackend,
  statusCounts,
  type Body,
  type TestBackend,
} from '../support/backend.js';

/** The contract with so wide a limit that all rivals get through to the registration itself. */
const folder = join('tmp', `one-winner-${randomUUID()}`);

let backend: TestBackend;

beforeAll(async () => {
  mkdirSync('tmp', { recursive: true });
  cpSync('contract', folder, { recursive: true });
  const file = join(folder, 'paths', 'registration.yaml');
  const text = readFileSync(file, 'utf8');
  const wide = text.replaceAll(/attempts: \d+(?=\n +window: 3600\n +countOn: \[201, 409\])/g, 'attempts: 1000');
  expect(wide).not.toBe(text);
  writeFileSync(file, wide);
  backend = await startTestBackend({ contract: join(folder, 'openapi.yaml') });
});

afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

test('of thirty parallel registrations of one email one wins, and the winner logs in', async () => {
  const email = newEmail();
  const passwordOf = (index: number): string => `seven quiet lanterns no ${index}`;
  const replies = await atOnce(30, (index) =>
    backend.post(
      '/auth/register',
      registration({ email: index % 2 === 0 ? email : email.toUpperCase(), password: passwordOf(index) }),
    ),
  );
  expect(statusCounts(replies)).toEqual({ 201: 1, 409: 29 });

  const winner = replies.findIndex(({ status }) => status === 201);
  const login = await backend.attempt(email, passwordOf(winner));
  expect(login.status).toBe(200);
  const { userId } = login.body['user'] as Body;
  expect(userId).toBe(replies[winner]?.body['userId']);
  expectStatus(await backend.attempt(email, passwordOf((winner + 1) % 30)), 401);

  const users = backend.backend.services.users().filter((user) => user.email === email);
  expect(users.map(({ sub, status }) => ({ sub, status }))).toEqual([{ sub: userId, status: 'CONFIRMED' }]);
});

test('thirty losers leave the winner alone also when they come after a settled registration', async () => {
  const email = await backend.register();
  const replies = await atOnce(30, () => backend.post('/auth/register', registration({ email })));
  expect(statusCounts(replies)).toEqual({ 409: 30 });
  expectStatus(await backend.attempt(email), 200);
  await backend.backend.services.runJob('reconcile-registrations');
  expectStatus(await backend.attempt(email), 200);
});

test('of thirty parallel uses of one verification token one succeeds, and one notice is sent', async () => {
  const email = await backend.register();
  const token = await backend.mailedToken(email, 'verify-email');
  const replies = await atOnce(30, () => backend.post('/auth/email/verify', { token, password }));
  // Passwords are tried within the limits of a login: whoever comes too soon is told to wait.
  const { 200: won, 400: late = 0, 429: waiting = 0 } = statusCounts(replies);
  expect([won, late + waiting]).toEqual([1, 29]);
  await backend.backend.services.drainQueues();
  const mails = backend.backend.services.mails().filter(({ to }) => to.includes(email));
  expect(mails).toHaveLength(2);
});

test('of thirty parallel uses of one reset token one sets its password, and one notice is sent', async () => {
  const email = await backend.register();
  expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
  const token = await backend.mailedToken(email, 'reset-password');
  const passwordOf = (index: number): string => `nine violet umbrellas no ${index}`;
  const replies = await atOnce(30, (index) =>
    backend.post('/auth/password/reset-confirm', { token, newPassword: passwordOf(index) }),
  );
  expect(statusCounts(replies)).toEqual({ 200: 1, 400: 29 });
  const winner = replies.findIndex(({ status }) => status === 200);
  expectStatus(await backend.attempt(email, passwordOf((winner + 1) % 30)), 401);
  expectStatus(await backend.attempt(email, passwordOf(winner)), 200);
  await backend.backend.services.drainQueues();
  const subjects = backend.backend.services.mails().filter(({ to }) => to.includes(email));
  expect(subjects.filter(({ subject }) => subject === 'Your password was reset')).toHaveLength(1);
});

test('of parallel deletions of one account the owner is told of one', async () => {
  const { email, accessToken } = await backend.verifiedMember();
  const body = { password: 'seven quiet lanterns at dusk' };
  const replies = await atOnce(4, () => backend.post('/users/me/delete', body, accessToken));
  expect([204, 401]).toEqual(expect.arrayContaining(Object.keys(statusCounts(replies)).map(Number)));
  await backend.backend.services.drainQueues();
  const mails = backend.backend.services.mails().filter(({ to }) => to.includes(email));
  expect(mails.filter(({ subject }) => subject === 'Your account is deleted')).toHaveLength(1);
});

test('parallel logins all succeed, and each has a session of its own', async () => {
  const { email, accessToken } = await backend.member();
  await backend.clearLimits();
  // Within the limit of five that are under way at once.
  const replies = await atOnce(4, () => backend.attempt(email));
  expect(statusCounts(replies)).toEqual({ 200: 4 });
  expect(((await backend.get('/auth/sessions', accessToken)).body['sessions'] as Body[]).length).toBe(5);
});

test('of parallel revocations of one session one answers 204, and Cognito is told once', async () => {
  const first = await backend.member();
  await backend.logIn(first.email);
  const { body } = await backend.get('/auth/sessions', first.accessToken);
  const other = (body['sessions'] as Body[]).find(({ current }) => current === false);
  backend.calls.length = 0;
  const replies = await atOnce(10, () =>
    backend.send('DELETE', `/auth/sessions/${String(other?.['sessionId'])}`, { token: first.accessToken }),
  );
  expect(statusCounts(replies)).toEqual({ 204: 1, 404: 9 });
  const revocations = backend.calls.filter(({ service, action }) => service === cognito && action === 'RevokeToken');
  expect(revocations).toHaveLength(1);
});

test('of thirty parallel take-overs by one token one makes an account, and no orphan is left', async () => {
  const email = await backend.register();
  const token = await backend.mailedToken(email, 'verify-email');
  const newPassword = 'nine violet umbrellas in march';
  const replies = await atOnce(30, () => backend.post('/auth/email/verify', { token, newPassword }));
  const { 200: won, ...lost } = statusCounts(replies);
  expect(won).toBe(1);
  expect(Object.keys(lost).filter((status) => !['400', '503'].includes(status))).toEqual([]);
  const login = await backend.attempt(email, newPassword);
  expectStatus(login, 200);
  const { userId } = login.body['user'] as Body;
  const users = backend.backend.services.users().filter((user) => user.email === email);
  expect(users.map(({ sub }) => sub)).toEqual([userId]);
});
