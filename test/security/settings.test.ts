import { AdminSetUserPasswordCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  atOnce,
  expectStatus,
  newEmail,
  password,
  registration,
  startTestBackend,
  statusCounts,
  type Body,
  type Member,
  type TestBackend,
} from '../support/backend.js';

/** The flagship's contract with every setting of the backend other than it is. */
const folder = join('tmp', `settings-${randomUUID()}`);

const changes: Readonly<Record<string, string | number | boolean>> = {
  accessTokenSeconds: 600,
  refreshTokenSeconds: 7_200,
  mfaChallengeSeconds: 120,
  passwordResetTokenSeconds: 540,
  emailVerificationTokenSeconds: 10_800,
  loginAttempts: 3,
  loginWindowSeconds: 120,
  sessionsPerAccount: 3,
  enumeration: 'strict',
  unverifiedLogin: false,
  sessionsValidFrom: `'${new Date(Date.now() + 300_000).toISOString().replace(/\.\d+Z$/, 'Z')}'`,
};

let backend: TestBackend;
/** Logged in before sessions are valid. */
let early: Member;

beforeAll(async () => {
  mkdirSync('tmp', { recursive: true });
  cpSync('contract', folder, { recursive: true });
  for (const [setting, value] of Object.entries(changes)) {
    replace('openapi.yaml', new RegExp(`^( {4}${setting}): .+$`, 'm'), `$1: ${value}`);
  }
  replace('schemas/common.yaml', /(NewPassword:[\s\S]*?minLength:) 12/, '$1 10');
  backend = await startTestBackend({ contract: join(folder, 'openapi.yaml') });
  early = await member();
  await backend.advanceClock(301_000);
});

afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

function replace(path: string, pattern: RegExp, by: string): void {
  const file = join(folder, path);
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(pattern, by);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

async function verified(more: Body = {}): Promise<string> {
  const email = await backend.register(more);
  const token = await backend.mailedToken(email, 'verify-email');
  expectStatus(await backend.post('/auth/email/verify', { token, password: more['password'] ?? password }), 200);
  return email;
}

async function member(): Promise<Member> {
  return backend.logIn(await verified());
}

function mailsTo(email: string): readonly { readonly subject: string; readonly text: string }[] {
  return backend.backend.services.mails().filter(({ to }) => to.includes(email));
}

test('unverifiedLogin off: nobody logs in before the email is verified, and no tokens are left', async () => {
  const email = await backend.register();
  // Strict: whoever registers somebody's email and logs in learns nothing of who had it before.
  const early = await backend.attempt(email);
  const wrong = await backend.attempt(await backend.register(), 'not the right password');
  expect([early.status, early.body['error']]).toEqual([401, wrong.body['error']]);
  expectStatus(await backend.post('/auth/email/resend', { email }), 202);
  expect(backend.backend.services.users().find((user) => user.email === email)?.sessions).toBe(0);
  const token = await backend.mailedToken(email, 'verify-email');
  expectStatus(await backend.post('/auth/email/verify', { token, password }), 200);
  expectStatus(await backend.attempt(email), 200);
});

test('accessTokenSeconds and refreshTokenSeconds: an access token ends before the session, the session with the latter', async () => {
  const { email, accessToken, refreshToken } = await member();
  const login = await backend.attempt(email);
  expect(login.body['expiresIn']).toBe(600);
  await backend.advanceClock(601_000);
  expectStatus(await backend.get('/users/profile', accessToken), 401);
  const fresh = await backend.post('/auth/refresh', { refreshToken });
  expectStatus(fresh, 200);
  expect(fresh.body['expiresIn']).toBe(600);
  await backend.advanceClock(6_400_000);
  const late = await backend.post('/auth/refresh', { refreshToken: fresh.body['refreshToken'] });
  expectStatus(late, 200);
  await backend.advanceClock(201_000);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: late.body['refreshToken'] }), 401);
  expectStatus(await backend.get('/users/profile', String(late.body['accessToken'])), 401);
});

test('sessionsValidFrom: sessions that began before are over, however long their tokens live, and later ones stand', async () => {
  const { email, accessToken, refreshToken } = early;
  expectStatus(await backend.get('/users/profile', accessToken), 401);
  expectStatus(await backend.post('/auth/refresh', { refreshToken }), 401);
  const later = await backend.logIn(email);
  const { body } = await backend.get('/auth/sessions', later.accessToken);
  expect(body['sessions']).toMatchObject([{ current: true }]);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: later.refreshToken }), 200);
});

test('passwordResetTokenSeconds and emailVerificationTokenSeconds: links end when they say', async () => {
  const email = await backend.register();
  expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
  const reset = await backend.mailedToken(email, 'reset-password');
  const verify = await backend.mailedToken(email, 'verify-email');
  const [resetMail, verifyMail] = mailsTo(email);
  expect(resetMail?.text).toContain('within 9 minutes');
  expect(verifyMail?.text).toContain('within 3 hours');
  const confirm = { token: reset, newPassword: 'nine violet umbrellas' };
  await backend.advanceClock(541_000);
  expectStatus(await backend.post('/auth/password/reset-confirm', confirm), 400);
  await backend.advanceClock(10_260_000);
  expectStatus(await backend.post('/auth/email/verify', { token: verify, password }), 400);
});

test('loginAttempts and loginWindowSeconds hold for logins and for fresh proof', async () => {
  const { email, accessToken } = await member();
  const wrong = 'not the right password';
  const proof = { currentPassword: wrong, newPassword: 'nine violet umbrellas' };
  for (let time = 0; time < 3; time += 1) {
    expectStatus(await backend.attempt(email, wrong), 401);
    expectStatus(await backend.post('/auth/password/change', proof, accessToken), 401);
  }
  for (const reply of [await backend.attempt(email), await backend.post('/auth/password/change', proof, accessToken)]) {
    expectStatus(reply, 429);
    expect(Number(reply.headers['retry-after'])).toBeLessThanOrEqual(120);
  }
  await backend.advanceClock(121_000);
  expectStatus(await backend.attempt(email), 200);
});

test('enumeration strict: a taken email is answered like a free one, and its owner gets a mail', async () => {
  const email = await verified();
  const taken = await backend.post('/auth/register', registration({ email }));
  const free = await backend.post('/auth/register', registration({ email: newEmail() }));
  expect([taken.status, free.status]).toEqual([201, 201]);
  expect(Object.keys(taken.body)).toEqual(Object.keys(free.body));
  expect(taken.body['message']).toBe(free.body['message']);
  await backend.backend.services.drainQueues();
  expect(mailsTo(email).map(({ subject }) => subject)).toContain('You already have an account');
});

test('mfaChallengeSeconds: a challenge says when it ends, and does', async () => {
  const { email, accessToken } = await member();
  const setup = await backend.post('/auth/mfa/setup', { password }, accessToken);
  expectStatus(setup, 200);
  const secret = String(setup.body['secret']);
  const code = (): string => generateSync({ secret, epoch: Math.floor(backend.backend.now().getTime() / 1_000) });
  expectStatus(await backend.post('/auth/mfa/verify-setup', { code: code() }, accessToken), 200);
  await backend.advanceClock(60_000);
  const first = await backend.attempt(email);
  expect(first.body).toMatchObject({ mfaRequired: true, expiresIn: 120 });
  await backend.advanceClock(121_000);
  const late = { sessionToken: first.body['sessionToken'], code: code() };
  expectStatus(await backend.post('/auth/mfa/verify', late), 401);
  const second = await backend.attempt(email);
  const inTime = { sessionToken: second.body['sessionToken'], code: code() };
  expectStatus(await backend.post('/auth/mfa/verify', inTime), 200);
});

test('a shorter least password: model, message, pool and emitted tests follow the contract', async () => {
  const reply = await backend.post('/auth/register', registration({ password: 'k7 tq9 zp' }));
  expectStatus(reply, 400);
  expect(reply.body['validation_errors']).toEqual([
    { field: 'password', message: 'Must have at least 10 characters.' },
  ]);
  const email = await verified({ password: 'k7 tq9 zp4' });
  expectStatus(await backend.attempt(email, 'k7 tq9 zp4'), 200);

  const { endpoint, userPoolId } = backend.backend.services.resources;
  const client = new CognitoIdentityProviderClient({
    endpoint: String(endpoint),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const set = (to: string): Promise<object> =>
    client.send(new AdminSetUserPasswordCommand({ UserPoolId: userPoolId, Username: email, Password: to }));
  await expect(set('k7 tq9 zp')).rejects.toThrow(/password/i);
  await expect(set(password)).resolves.toBeDefined();
  client.destroy();

  const emitted = backend.backend.run.result?.plan.files.get('contract-tests/register-user.test.ts')?.content ?? '';
  expect(emitted).toMatch(/password is too short[\s\S]{0,300}'a{9}'/);
});

test('unverifiedLogin off without strict enumeration: a right password is 403, more often than logins may fail', async () => {
  const file = join(folder, 'openapi.yaml');
  replace('openapi.yaml', /enumeration: strict$/m, 'enumeration: contract');
  const open = await startTestBackend({ contract: file });
  try {
    const email = await open.register();
    for (let time = 0; time < 5; time += 1) {
      const reply = await open.attempt(email);
      expect([reply.status, reply.body['error']]).toEqual([403, 'EMAIL_NOT_VERIFIED']);
    }
    expectStatus(await open.attempt(email, 'not the right password'), 401);
    expectStatus(await open.post('/auth/email/resend', { email }), 202);
    expect(open.backend.services.users().find((user) => user.email === email)?.sessions).toBe(0);
    await open.verify(email);
    expectStatus(await open.attempt(email), 200);
  } finally {
    await open.close();
  }
});

test('sessionsPerAccount: a login that makes one more ends the oldest, also of many at once', async () => {
  const first = await member();
  const others: Member[] = [];
  for (let time = 0; time < 2; time += 1) others.push(await backend.logIn(first.email));
  expectStatus(await backend.get('/users/profile', first.accessToken), 200);
  others.push(await backend.logIn(first.email));
  expectStatus(await backend.get('/users/profile', first.accessToken), 401);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: first.refreshToken }), 401);
  for (const { accessToken } of others) expectStatus(await backend.get('/users/profile', accessToken), 200);

  // As many as the limit of attempts lets through at a time.
  const replies = await atOnce(3, () => backend.attempt(first.email));
  expect(statusCounts(replies)).toEqual({ 200: 3 });
  const [token = ''] = replies.map(({ body }) => String(body['accessToken']));
  const { body } = await backend.get('/auth/sessions', token);
  expect(body['sessions']).toHaveLength(3);
});
