import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answerChallenge,
  authenticatorOf,
  challengeOf,
  enableMfa,
  logInWithMfa,
  readQrCode,
  scanNewAuthenticator,
  stepMs,
} from '../support/authenticator.js';
import { expectStatus, password, startTestBackend, type TestBackend } from '../support/backend.js';

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend();
});

afterAll(() => backend.close());

/** The subjects of the mails to an address. */
async function subjectsTo(email: string): Promise<readonly string[]> {
  await backend.backend.services.drainQueues();
  const mails = backend.backend.services.mails().filter(({ to }) => to.includes(email));
  return mails.map(({ subject }) => subject);
}

test('the QR code, the link and the text of a setup say the same secret, and MFA stays off', async () => {
  const { email, accessToken } = await backend.verifiedMember();
  const { status, body } = await backend.post('/auth/mfa/setup', { password }, accessToken);
  expect(status).toBe(200);
  expect(Object.keys(body).sort()).toEqual(['otpauthUri', 'qrCode', 'secret']);
  const uri = String(body['otpauthUri']);
  expect(readQrCode(String(body['qrCode']))).toBe(uri);
  expect(authenticatorOf(backend, uri).secret).toBe(body['secret']);
  expect(decodeURIComponent(new URL(uri).pathname)).toContain(email);
  expect((await backend.get('/users/profile', accessToken)).body).toMatchObject({ mfaEnabled: false });
  expectStatus(await backend.attempt(email), 200);
});

test('a second setup takes the place of the first', async () => {
  const { accessToken } = await backend.member();
  const first = await scanNewAuthenticator(backend, accessToken);
  const second = await scanNewAuthenticator(backend, accessToken);
  const verify = async (code: string) => backend.post('/auth/mfa/verify-setup', { code }, accessToken);
  const refused = await verify(await first.code());
  expect([refused.status, refused.body['error']]).toEqual([400, 'INVALID_MFA_CODE']);
  expectStatus(await verify(await second.code()), 200);
});

test('a setup that has not begun cannot be proven, and one that is done cannot begin', async () => {
  const member = await backend.member();
  const early = await backend.post('/auth/mfa/verify-setup', { code: '123456' }, member.accessToken);
  expect([early.status, early.body['error']]).toEqual([400, 'MFA_SETUP_NOT_STARTED']);
  await enableMfa(backend, member);
  const again = await backend.post('/auth/mfa/setup', { password }, member.accessToken);
  expect([again.status, again.body['error']]).toEqual([409, 'MFA_ALREADY_ENABLED']);
  const late = await backend.post('/auth/mfa/verify-setup', { code: '123456' }, member.accessToken);
  expect([late.status, late.body['error']]).toEqual([400, 'MFA_SETUP_NOT_STARTED']);
});

test('with MFA on a login answers a challenge alone, and a code completes it', async () => {
  const member = await enableMfa(backend, await backend.member());
  const login = await backend.attempt(member.email);
  expect(login.body).toEqual({
    sessionToken: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    mfaRequired: true,
    tokenType: 'Bearer',
    expiresIn: 300,
  });
  const sessionToken = String(login.body['sessionToken']);
  const done = await answerChallenge(backend, sessionToken, await member.authenticator.code());
  expectStatus(done, 200);
  expect(Object.keys(done.body).sort()).toEqual(['accessToken', 'expiresIn', 'refreshToken', 'tokenType', 'user']);
  expect(done.body['user']).toMatchObject({ email: member.email, mfaEnabled: true });
  // A little of the token's life has passed while the challenge waited.
  expect(Number(done.body['expiresIn'])).toBeLessThanOrEqual(3600);
  expect(Number(done.body['expiresIn'])).toBeGreaterThan(3500);
  const profile = await backend.get('/users/profile', String(done.body['accessToken']));
  expect(profile.body).toEqual(done.body['user']);
  expect(await subjectsTo(member.email)).toContain('Two-factor login is on');
});

test('the code before the current one still counts, the next one does not yet', async () => {
  const member = await enableMfa(backend, await backend.member());
  await backend.advanceClock(stepMs);
  const { authenticator, email } = member;
  const early = await answerChallenge(backend, await challengeOf(backend, email), await authenticator.code(60));
  expect([early.status, early.body['error']]).toEqual([401, 'INVALID_MFA_CODE']);
  const code = await authenticator.code();
  await backend.advanceClock(stepMs - 5_000);
  expectStatus(await answerChallenge(backend, await challengeOf(backend, email), code), 200);
});

test('each of ten backup codes opens one login, and the owner is told at the third last', async () => {
  const { email, backupCodes } = await enableMfa(backend, await backend.member());
  expect(backupCodes).toHaveLength(10);
  for (const [index, code] of backupCodes.entries()) {
    const spelling = index % 2 === 0 ? code : code.toLowerCase();
    expectStatus(await answerChallenge(backend, await challengeOf(backend, email), spelling), 200);
  }
  const subjects = await subjectsTo(email);
  const used = subjects.filter((subject) => subject === 'A backup code was used');
  const low = subjects.filter((subject) => subject === 'You are running out of backup codes');
  expect([used.length, low.length]).toEqual([10, 1]);
});

test('new backup codes retire the old ones', async () => {
  const member = await enableMfa(backend, await backend.member());
  const proof = { password, code: await member.authenticator.code() };
  const made = await backend.post('/auth/mfa/backup-codes', proof, member.accessToken);
  expectStatus(made, 200);
  const fresh = made.body['backupCodes'] as string[];
  expect([made.body['enabled'], fresh.length]).toEqual([true, 10]);
  expect(fresh.filter((code) => member.backupCodes.includes(code))).toEqual([]);
  const old = await answerChallenge(backend, await challengeOf(backend, member.email), String(member.backupCodes[0]));
  expect([old.status, old.body['error']]).toEqual([401, 'INVALID_MFA_CODE']);
  expectStatus(await answerChallenge(backend, await challengeOf(backend, member.email), String(fresh[0])), 200);
  expect(await subjectsTo(member.email)).toContain('You have new backup codes');
});

test('MFA that was turned off is off, and can be set up anew with another secret', async () => {
  const member = await enableMfa(backend, await backend.member());
  const proof = { password, code: String(member.backupCodes[0]) };
  const off = await backend.post('/auth/mfa/disable', proof, member.accessToken);
  expect([off.status, off.body]).toEqual([200, { enabled: false }]);
  expect((await backend.get('/users/profile', member.accessToken)).body).toMatchObject({ mfaEnabled: false });
  expect(await subjectsTo(member.email)).toContain('Two-factor login is off');
  const again = await backend.logIn(member.email);
  const renewed = await enableMfa(backend, again);
  expect(renewed.authenticator.secret).not.toBe(member.authenticator.secret);
  const old = await answerChallenge(backend, await challengeOf(backend, member.email), String(member.backupCodes[1]));
  expectStatus(old, 401);
  expectStatus(await logInWithMfa(backend, renewed), 200);
});

test('a reset is no way round MFA: the new password opens a challenge, and open challenges are over', async () => {
  const member = await enableMfa(backend, await backend.member());
  const open = await challengeOf(backend, member.email);
  expectStatus(await backend.post('/auth/password/reset-request', { email: member.email }), 200);
  const token = await backend.mailedToken(member.email, 'reset-password');
  const newPassword = 'nine violet umbrellas in march';
  const reset = await backend.post('/auth/password/reset-confirm', { token, newPassword });
  expectStatus(reset, 200);
  expect(Object.keys(reset.body)).toEqual(['message']);
  expectStatus(await answerChallenge(backend, open, String(member.backupCodes[0])), 401);
  const login = await backend.attempt(member.email, newPassword);
  expect(login.body).toMatchObject({ mfaRequired: true });
  expect(login.text).not.toMatch(/eyJ|accessToken/);
  const sessionToken = String(login.body['sessionToken']);
  expectStatus(await answerChallenge(backend, sessionToken, await member.authenticator.code()), 200);
});
