import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { answerChallenge, authenticatorOf, enableMfa, scanNewAuthenticator } from '../support/authenticator.js';
import { cognito, dynamodb, expectStatus, newEmail, password, startTestBackend } from '../support/backend.js';
import type { Member, Reply, TestBackend } from '../support/backend.js';

/** Of the owner of the mailbox. */
const ownersPassword = 'nine violet umbrellas in march';

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend({ isolated: true });
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

async function resetByOwner(email: string): Promise<void> {
  expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
  const token = await backend.mailedToken(email, 'reset-password');
  expectStatus(await backend.post('/auth/password/reset-confirm', { token, newPassword: ownersPassword }), 200);
}

/** A stranger registers somebody's email and logs in. */
const stranger = (): Promise<Member> => backend.member({ email: newEmail(), locale: 'de-AT' });

test('a stranger who registered an email that is not theirs can set up no second factor on it', async () => {
  const { email, accessToken } = await stranger();
  const reply = await backend.post('/auth/mfa/setup', { password }, accessToken);
  expect([reply.status, reply.body['error']]).toEqual([403, 'EMAIL_NOT_VERIFIED']);
  await resetByOwner(email);
  const login = await backend.attempt(email, ownersPassword);
  expect([login.status, typeof login.body['accessToken']]).toEqual([200, 'string']);
  expect(login.body['user']).toMatchObject({ emailVerified: true, mfaEnabled: false });
});

test('a stolen access token sets up no second factor, and guesses at the password are limited', async () => {
  const { accessToken } = await backend.verifiedMember();
  const setUp = (body: object) => backend.post('/auth/mfa/setup', body, accessToken);
  expectStatus(await setUp({}), 400);
  for (let guess = 1; guess <= 5; guess += 1) {
    const reply = await setUp({ password: `guess number ${guess}` });
    expect([reply.status, reply.body['error']]).toEqual([401, 'REAUTH_FAILED']);
  }
  expectStatus(await setUp({ password }), 429);
});

test('a confirmed reset removes from an account that was never proven what a stranger has set up', async () => {
  const { email, accessToken } = await stranger();
  const profile = { phoneNumber: '+491701234567', dateOfBirth: '1990-01-01', timezone: 'Europe/Berlin' };
  expectStatus(await backend.put('/users/profile', { ...profile, preferences: { theme: 'dark' } }, accessToken), 200);
  await resetByOwner(email);
  expectStatus(await backend.get('/users/profile', accessToken), 401);
  const owner = await backend.attempt(email, ownersPassword);
  const { user } = owner.body as { user: object };
  expect(user).toMatchObject({ email, emailVerified: true, mfaEnabled: false });
  for (const name of [...Object.keys(profile), 'preferences']) expect(user).not.toHaveProperty(name);
});

test('a reset proves the mailbox: the owner can set up a second factor, and another reset keeps it', async () => {
  const { email } = await stranger();
  await resetByOwner(email);
  const { body } = await backend.attempt(email, ownersPassword);
  const token = String(body['accessToken']);
  const setup = await backend.post('/auth/mfa/setup', { password: ownersPassword }, token);
  expectStatus(setup, 200);
  const code = await authenticatorOf(backend, String(setup.body['otpauthUri'])).code();
  expectStatus(await backend.post('/auth/mfa/verify-setup', { code }, token), 200);
  await backend.clearLimits();
  await resetByOwner(email);
  expect((await backend.attempt(email, ownersPassword)).body).toMatchObject({ mfaRequired: true });
});

test('a reset is no way round the second factor of a proven account', async () => {
  const member = await enableMfa(backend, await backend.verifiedMember());
  await resetByOwner(member.email);
  const login = await backend.attempt(member.email, ownersPassword);
  expect(login.body).toMatchObject({ mfaRequired: true });
  const sessionToken = String(login.body['sessionToken']);
  expectStatus(await answerChallenge(backend, sessionToken, await member.authenticator.code()), 200);
});

test('a setup that has begun does not outlive a reset of the password', async () => {
  const member = await backend.verifiedMember();
  const authenticator = await scanNewAuthenticator(backend, member.accessToken);
  await resetByOwner(member.email);
  const { body } = await backend.attempt(member.email, ownersPassword);
  const code = await authenticator.code();
  const reply = await backend.post('/auth/mfa/verify-setup', { code }, String(body['accessToken']));
  expect([reply.status, reply.body['error']]).toEqual([400, 'MFA_SETUP_NOT_STARTED']);
});

const verify = (token: string, proof: object): Promise<Reply> =>
  backend.post('/auth/email/verify', { token, ...proof });

test('the link alone verifies nothing, nor does it with both passwords at once', async () => {
  const { email, accessToken } = await stranger();
  const token = await backend.mailedToken(email, 'verify-email');
  expectStatus(await verify(token, {}), 400);
  expectStatus(await verify(token, { password, newPassword: ownersPassword }), 400);
  const { body } = await backend.get('/users/profile', accessToken);
  expect(body).toMatchObject({ emailVerified: false });
});

test('a wrong password at the link is 401, counts as a failed login and leaves the token usable', async () => {
  const email = await backend.register();
  const token = await backend.mailedToken(email, 'verify-email');
  for (let guess = 1; guess <= 5; guess += 1) {
    const reply = await verify(token, { password: `guess number ${guess}` });
    expect([reply.status, reply.body['error']]).toEqual([401, 'INVALID_CREDENTIALS']);
  }
  expectStatus(await verify(token, { password }), 429);
  expectStatus(await backend.attempt(email), 429);
  // Cognito itself makes an account wait after five failures.
  await backend.advanceClock(901_000);
  expectStatus(await verify(token, { password }), 200);
  expectStatus(await verify(token, { password }), 400);
});

test("with a new password the mailbox's owner takes over: another account, and nothing of the stranger's is left", async () => {
  const foreign = await stranger();
  const token = await backend.mailedToken(foreign.email, 'verify-email');
  const refused = await verify(token, { newPassword: 'password1234' });
  expect(refused.body).toMatchObject({ validation_errors: [{ field: 'newPassword' }] });
  expectStatus(await verify(token, { newPassword: ownersPassword }), 200);
  expectStatus(await backend.get('/users/profile', foreign.accessToken), 401);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: foreign.refreshToken }), 401);
  expectStatus(await backend.attempt(foreign.email), 401);
  const login = await backend.attempt(foreign.email, ownersPassword);
  expectStatus(login, 200);
  const { userId, ...user } = login.body['user'] as Record<string, unknown>;
  expect(user).toMatchObject({ email: foreign.email, emailVerified: true, mfaEnabled: false });
  expect(userId).not.toBe(foreign.userId);
  expectStatus(await verify(token, { newPassword: ownersPassword }), 400);
  const users = backend.backend.services.users().filter(({ email }) => email === foreign.email);
  expect(users.map(({ sub }) => sub)).toEqual([userId]);
});

test('nobody takes over an account whose email is proven', async () => {
  const email = await backend.register();
  const token = await backend.mailedToken(email, 'verify-email');
  expectStatus(await verify(token, { password }), 200);
  expectStatus(await verify(token, { newPassword: ownersPassword }), 400);
  expectStatus(await backend.attempt(email), 200);
});

test.each([
  [cognito, 'AdminDeleteUser'],
  [cognito, 'AdminCreateUser'],
  [cognito, 'AdminSetUserPassword'],
  [dynamodb, 'DeleteItem'],
])('a take-over that stops at %s %s goes on with the same link', async (service, action) => {
  const { email } = await stranger();
  const token = await backend.mailedToken(email, 'verify-email');
  backend.fault = (name, called) => (name === service && called === action ? 'error' : undefined);
  const stopped = await verify(token, { newPassword: ownersPassword });
  backend.fault = undefined;
  expect([200, 500, 503]).toContain(stopped.status);
  const again = await verify(token, { newPassword: ownersPassword });
  expectStatus(again, stopped.status === 200 ? 400 : 200);
  const login = await backend.attempt(email, ownersPassword);
  expect(login.body['user']).toMatchObject({ emailVerified: true });
});

test('a stranger who logs in with ever other user agents has the address told nothing', async () => {
  const email = await backend.register({ email: newEmail(), firstName: 'Your parcel waits' });
  for (let time = 1; time <= 15; time += 1) {
    const headers = { 'user-agent': `Visit evil.example number ${String.fromCharCode(96 + time)}` };
    expectStatus(await backend.send('POST', '/auth/login', { body: { email, password }, headers }), 200);
  }
  const { accessToken } = await backend.logIn(email);
  expectStatus(await backend.post('/users/me/delete', { password }, accessToken), 204);
  await backend.backend.services.drainQueues();
  const mails = backend.backend.services.mails().filter(({ to }) => to.includes(email));
  expect(mails.map(({ subject }) => subject)).toEqual(['Verify your email address']);
  expect(JSON.stringify(mails)).not.toMatch(/evil|parcel/);
});

test('the proven owner is told of new devices, by known words and within a limit', async () => {
  const { email } = await backend.verifiedMember();
  for (let time = 1; time <= 15; time += 1) {
    const headers = { 'user-agent': `Visit evil.example number ${String.fromCharCode(96 + time)}` };
    expectStatus(await backend.send('POST', '/auth/login', { body: { email, password }, headers }), 200);
  }
  await backend.backend.services.drainQueues();
  const mails = backend.backend.services.mails().filter(({ to }) => to.includes(email));
  expect(mails.filter(({ subject }) => subject === 'Login from a new device')).toHaveLength(10);
  expect(JSON.stringify(mails)).not.toContain('evil');
});
