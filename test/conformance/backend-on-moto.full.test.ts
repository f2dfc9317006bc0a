import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerChallenge, challengeOf, enableMfa } from '../support/authenticator.js';
import {
  expectStatus,
  newEmail,
  password,
  registration,
  startTestBackend,
  type TestBackend,
} from '../support/backend.js';
import { startMoto } from '../support/moto.js';
import { reportSkip } from '../support/skips.js';
import { servicesAt } from './moto-services.js';

const moto = await startMoto();
const patience = 240_000;
const newPassword = 'eleven slow ferries in the fog';

describe.skipIf(!moto)('The unmodified backend on moto', () => {
  let backend: TestBackend;
  beforeAll(async () => {
    if (moto) backend = await startTestBackend({ startServices: servicesAt(moto) });
  }, patience);
  afterAll(async () => {
    await backend?.close();
    await moto?.stop();
  });

  test('registers once, mails, verifies, logs in, reads and changes the profile', { timeout: patience }, async () => {
    const email = await backend.register();
    expectStatus(await backend.post('/auth/register', registration({ email: email.toUpperCase() })), 409);
    const token = await backend.mailedToken(email, 'verify-email');
    expectStatus(await backend.post('/auth/email/verify', { token, password }), 200);
    expectStatus(await backend.post('/auth/email/verify', { token, password }), 400);
    const { accessToken } = await backend.logIn(email);
    expectStatus(await backend.put('/users/profile', { firstName: 'Eve' }, accessToken), 200);
    const profile = await backend.get('/users/profile', accessToken);
    expect(profile.body).toMatchObject({ email, firstName: 'Eve', emailVerified: true });
  });

  test('answers a wrong password and an unknown user alike', { timeout: patience }, async () => {
    const email = await backend.register();
    const [wrong, unknown] = [await backend.attempt(email, `${password}!`), await backend.attempt(newEmail())];
    expect([wrong.status, wrong.body['error']]).toEqual([401, 'INVALID_CREDENTIALS']);
    expect([unknown.status, unknown.body['error']]).toEqual([401, 'INVALID_CREDENTIALS']);
  });

  test('refuses a forged token, and every token after logout', { timeout: patience }, async () => {
    const { accessToken } = await backend.member();
    expectStatus(await backend.get('/users/profile', `${accessToken.slice(0, -6)}AAAAAA`), 401);
    const { body } = await backend.get('/auth/sessions', accessToken);
    expect(body['sessions']).toMatchObject([{ current: true }]);
    expectStatus(await backend.post('/auth/logout', {}, accessToken), 204);
    expectStatus(await backend.get('/users/profile', accessToken), 401);
  });

  test('logs in with a code and with a backup code, each once', { timeout: patience }, async () => {
    const { email, authenticator, backupCodes } = await enableMfa(backend, await backend.member());
    const code = await authenticator.code();
    expectStatus(await answerChallenge(backend, await challengeOf(backend, email), code), 200);
    expectStatus(await answerChallenge(backend, await challengeOf(backend, email), code), 401);
    const [backup = ''] = backupCodes;
    expectStatus(await answerChallenge(backend, await challengeOf(backend, email), backup), 200);
    expectStatus(await answerChallenge(backend, await challengeOf(backend, email), backup), 401);
  });

  test('resets a password by mail and ends the sessions', { timeout: patience }, async () => {
    const { email, accessToken } = await backend.member();
    expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
    const token = await backend.mailedToken(email, 'reset-password');
    expectStatus(await backend.post('/auth/password/reset-confirm', { token, newPassword }), 200);
    expectStatus(await backend.get('/users/profile', accessToken), 401);
    expectStatus(await backend.attempt(email), 401);
    expectStatus(await backend.attempt(email, newPassword), 200);
  });

  test('deletes an account, whose email can be registered again', { timeout: patience }, async () => {
    const { email, accessToken } = await backend.member();
    expectStatus(await backend.get('/users/me/export', accessToken), 200);
    const { status } = await backend.post('/users/me/delete', { password }, accessToken);
    expect([200, 204]).toContain(status);
    expectStatus(await backend.get('/users/profile', accessToken), 401);
    expectStatus(await backend.attempt(email), 401);
    expectStatus(await backend.post('/auth/register', registration({ email })), 201);
  });

  test('refreshes on one line, until an old token comes back', { timeout: patience }, async () => {
    const member = await backend.member();
    const refresh = (refreshToken: unknown) => backend.post('/auth/refresh', { refreshToken });
    const both = await Promise.all([refresh(member.refreshToken), refresh(member.refreshToken)]);
    for (const reply of both) expectStatus(reply, 200);
    const [next, same] = both.map(({ body }) => body['refreshToken']);
    expect(next).toBe(same);
    const third = await refresh(next);
    expectStatus(third, 200);
    expectStatus(await backend.get('/users/profile', String(third.body['accessToken'])), 200);
    expectStatus(await refresh(member.refreshToken), 401);
    expectStatus(await refresh(third.body['refreshToken']), 401);
  });
});

test.skipIf(moto)('moto is not here, and is skipped', ({ skip }) => {
  reportSkip('the backend on moto', 'moto_server (pip install "moto[server]") on the path');
  skip();
});
