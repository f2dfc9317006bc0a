import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  cognito,
  expectStatus,
  newEmail,
  password as ownPassword,
  startTestBackend,
  type Reply,
  type TestBackend,
} from '../support/backend.js';

let backend: TestBackend;
beforeAll(async () => {
  backend = await startTestBackend();
});
afterAll(() => backend.close());

const common = 'This password is too common.';
const named = 'Must not contain your name, your email name or the name of this service.';
const inUse = 'Must differ from the password in use.';
const names = { firstName: 'Wilhelmina', lastName: 'Okonkwo-Smith' };

/** What somebody would try first, with the reason that the owner is told. */
const guessable: readonly (readonly [password: string, reason: string])[] = [
  ['Password123!', common],
  ['Summer2026!!', common],
  ['$umm3r-2026!', common],
  ['correcthorsebatterystaple', common],
  ['Wilhelmina is here', named],
  ['0konkw0 in the attic', named],
  ['my authwright login', named],
];

const register = (email: string, password: string): Promise<Reply> =>
  backend.post('/auth/register', { email, password, ...names });

function expectRefused(reply: Reply, field: string, message: string): void {
  expectStatus(reply, 400);
  expect(reply.body).toMatchObject({ error: 'VALIDATION_ERROR', validation_errors: [{ field, message }] });
}

/** The calls that could set a password. */
const setting = ['AdminCreateUser', 'AdminSetUserPassword'].map((action) => `${cognito}.${action}`);

test('at registration a password that people guess is refused with the reason, and nothing is made', async () => {
  const calls = await backend.callsOf(async () => {
    for (const [password, reason] of guessable) expectRefused(await register(newEmail(), password), 'password', reason);
    expectRefused(await register('penelope.jones@example.com', 'PenelopeJones #1'), 'password', named);
  });
  expect(calls.filter((call) => setting.includes(call))).toEqual([]);
});

test('at a change the same are refused, and the one in use', async () => {
  const member = await backend.verifiedMember();
  expectStatus(await backend.put('/users/profile', names, member.accessToken), 200);
  const change = (newPassword: string): Promise<Reply> =>
    backend.post('/auth/password/change', { currentPassword: ownPassword, newPassword }, member.accessToken);
  for (const [password, reason] of guessable) expectRefused(await change(password), 'newPassword', reason);
  expectRefused(await change(ownPassword), 'newPassword', inUse);
});

test('at a reset the same are refused, and the token is as good as before', async () => {
  const email = newEmail();
  expectStatus(await register(email, 'nine violet umbrellas'), 201);
  expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
  const token = await backend.mailedToken(email, 'reset-password');
  const confirm = (newPassword: string): Promise<Reply> =>
    backend.post('/auth/password/reset-confirm', { token, newPassword });
  for (const [password, reason] of guessable) expectRefused(await confirm(password), 'newPassword', reason);
  expectStatus(await confirm('nine slow rivers before dawn'), 200);
});

test('whoever takes an email over is held to the same', async () => {
  const email = newEmail();
  expectStatus(await register(email, 'nine violet umbrellas'), 201);
  const token = await backend.mailedToken(email, 'verify-email');
  const takeOver = (newPassword: string): Promise<Reply> => backend.post('/auth/email/verify', { token, newPassword });
  for (const [password, reason] of guessable) expectRefused(await takeOver(password), 'newPassword', reason);
  expectStatus(await takeOver('nine slow rivers before dawn'), 200);
});
