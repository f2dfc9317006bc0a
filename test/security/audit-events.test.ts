import { createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { hashSubject } from '../../generated/http/audit.js';
import {
  answerChallenge,
  challengeOf,
  enableMfa,
  scanNewAuthenticator,
  type MfaMember,
} from '../support/authenticator.js';
import {
  atOnce,
  cognito,
  dynamodb,
  newEmail,
  password,
  registration,
  sqs,
  startTestBackend,
  type Reply,
  type TestBackend,
} from '../support/backend.js';

const wrong = 'not the right password';
const newPassword = 'nine violet umbrellas in march';
const madeUpCode = '0000-0000-0000-0000';
const madeUpToken = 'A'.repeat(43);

/** An audit event as it is logged, with the function that logged it. */
interface Logged {
  readonly operationId: string;
  readonly requestId: string;
  readonly audit: {
    readonly time: string;
    readonly requestId: string;
    readonly event: string;
    readonly outcome: string;
    readonly subjectHash?: string;
    readonly factor?: string;
    readonly address: string;
    readonly reason?: string;
  };
}

/** What names an email in events: its keyed hash, under the value that the secret has locally. */
function emailHash(email: string): string {
  return createHmac('sha256', 'local-email-hash-key').update(`email ${email}`).digest('base64url');
}

let backend: TestBackend;

/** Operations whose success was seen as an event. */
const heard = new Set<string>();

beforeAll(async () => {
  backend = await startTestBackend();
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

function events(): readonly Logged[] {
  return backend.logs.flatMap((line) => {
    const parsed = JSON.parse(line) as Partial<Logged>;
    return parsed.audit === undefined ? [] : [parsed as Logged];
  });
}

/** The events of some requests, each as one line: name, outcome, then factor and reason where there are any. */
async function told(work: () => Promise<Reply>): Promise<{ reply: Reply; lines: readonly string[] }> {
  await backend.backend.services.drainQueues();
  backend.logs.length = 0;
  const reply = await work();
  const logged = events();
  for (const { audit, operationId, requestId } of logged) {
    expect(new Date(audit.time).toISOString()).toBe(audit.time);
    expect([audit.requestId, requestId]).toEqual(Array(2).fill(reply.headers['x-request-id']));
    expect(audit.address).toBe('127.0.0.1');
    expect(audit.subjectHash ?? '0'.repeat(64)).toMatch(/^[0-9a-f]{64}$/);
    if (audit.outcome === 'success') heard.add(operationId);
  }
  return { reply, lines: logged.map(({ audit }) => lineOf(audit)) };
}

function lineOf({ event, outcome, factor, reason }: Logged['audit']): string {
  return [event, outcome, factor, reason].filter((part) => part !== undefined).join(' ');
}

/** Asserts what an answer's status was, and which events told of it. */
async function expectEvents(status: number, lines: readonly string[], work: () => Promise<Reply>): Promise<Reply> {
  const heardNow = await told(work);
  expect([heardNow.reply.status, heardNow.lines], heardNow.reply.text).toEqual([status, lines]);
  return heardNow.reply;
}

const post = (path: string, body?: unknown, token?: string): (() => Promise<Reply>) => {
  return () => backend.post(path, body, token);
};

async function withMfa(): Promise<MfaMember> {
  return enableMfa(backend, await backend.member());
}

async function resetToken(email: string): Promise<string> {
  await backend.post('/auth/password/reset-request', { email });
  return backend.mailedToken(email, 'reset-password');
}

test('registration and verification: one event for each outcome, about whom it was', async () => {
  const body = registration();
  const reply = await expectEvents(201, ['register success'], post('/auth/register', body));
  expect(events()[0]?.audit.subjectHash).toBe(hashSubject(String(reply.body['userId'])));
  await expectEvents(409, ['register failure TAKEN'], post('/auth/register', body));
  expect(events()[0]?.audit.subjectHash).toBe(hashSubject(emailHash(String(body['email']))));
  const weak = { ...registration(), password: 'password1234' };
  await expectEvents(400, ['request failure BAD_REQUEST'], post('/auth/register', weak));
  const token = await backend.mailedToken(String(body['email']), 'verify-email');
  await expectEvents(200, ['email.verify success'], post('/auth/email/verify', { token, password }));
  await expectEvents(400, ['email.verify failure INVALID_TOKEN'], post('/auth/email/verify', { token, password }));
  const { email } = registration();
  await expectEvents(202, ['email.resend success'], post('/auth/email/resend', { email }));
  await expectEvents(429, ['request failure TOO_MANY_REQUESTS'], post('/auth/email/resend', { email }));
});

test('login: success, wrong password, unknown account, limit, and each way in which we are at fault', async () => {
  const email = await backend.register();
  const attempt = (withPassword: string, who = email) => {
    return () => backend.attempt(who, withPassword);
  };
  const refused = 'login failure password WRONG_CREDENTIALS';
  const { body } = await expectEvents(200, ['login success password'], attempt(password));
  const { userId } = body['user'] as { userId: string };
  expect(events()[0]?.audit.subjectHash).toBe(hashSubject(userId));
  await expectEvents(401, [refused], attempt(wrong));
  expect(events()[0]?.audit.subjectHash).toBe(hashSubject(userId));
  const stranger = newEmail();
  await expectEvents(401, [refused], attempt(wrong, stranger));
  expect(events()[0]?.audit.subjectHash).toBe(hashSubject(emailHash(stranger)));
  for (const [service, action] of [
    [cognito, 'AdminInitiateAuth'],
    [dynamodb, 'GetItem'],
  ]) {
    backend.fault = (name, called) => (name === service && called === action ? 'error' : undefined);
    await expectEvents(503, ['request failure SERVICE_UNAVAILABLE'], attempt(password));
  }
  backend.fault = undefined;
  await atOnce(4, attempt(wrong));
  await expectEvents(429, ['request failure TOO_MANY_REQUESTS'], attempt(password));
});

test('requests that are refused before a service sees them: form, size, media type, credential', async () => {
  const { accessToken } = await backend.member();
  const refused = (reason: string): readonly string[] => [`request failure ${reason}`];
  await expectEvents(400, refused('BAD_REQUEST'), post('/auth/login', { email: 'x' }));
  await expectEvents(400, refused('BAD_REQUEST'), post('/auth/login', '{"email":'));
  await expectEvents(413, refused('PAYLOAD_TOO_LARGE'), post('/auth/login', { email: 'x'.repeat(70_000) }));
  const headers = { 'content-type': 'text/plain' };
  const asText = () => backend.send('POST', '/auth/login', { body: '{}', headers });
  await expectEvents(415, refused('UNSUPPORTED_MEDIA_TYPE'), asText);
  const change = { firstName: 'Eve', mfaEnabled: true };
  await expectEvents(400, refused('BAD_REQUEST'), () => backend.put('/users/profile', change, accessToken));
  expect(events()[0]?.audit.subjectHash).toMatch(/^[0-9a-f]{64}$/);
});

test('credentials that the authorizer refuses, and those that it cannot check', async () => {
  const { accessToken } = await backend.member();
  const profile = (token?: string) => {
    return () => backend.get('/users/profile', token);
  };
  await expectEvents(401, ['authorization failure CREDENTIAL_REFUSED'], profile(`${accessToken}x`));
  expect(events()[0]?.audit.subjectHash).toBeUndefined();
  const basic = () => backend.send('GET', '/users/profile', { headers: { authorization: 'Basic eDp5' } });
  await expectEvents(401, ['authorization failure NO_CREDENTIAL'], basic);
  backend.fault = (service) => (service === dynamodb ? 'error' : undefined);
  await expectEvents(503, ['authorization failure NOT_CHECKED'], profile(accessToken));
  backend.fault = undefined;
  await backend.post('/auth/logout', undefined, accessToken);
  await expectEvents(401, ['authorization failure CREDENTIAL_REFUSED'], profile(accessToken));
});

test('sessions: refresh, its refusals and a reused token, revocation and logout', async () => {
  const first = await backend.member();
  const second = await backend.logIn(first.email);
  const refresh = (refreshToken: string) => post('/auth/refresh', { refreshToken });
  await expectEvents(200, ['refresh success'], refresh(second.refreshToken));
  await backend.advanceClock(61_000);
  await expectEvents(401, ['refresh failure TOKEN_REUSED'], refresh(second.refreshToken));
  expect(events()[0]?.audit.subjectHash).toBe(hashSubject(first.userId));
  await expectEvents(401, ['refresh failure UNKNOWN_TOKEN'], refresh(second.refreshToken));
  const third = await backend.logIn(first.email);
  const forged = `${third.refreshToken.slice(0, -8)}AAAAAAAA`;
  for (let time = 0; time < 5; time += 1) {
    await expectEvents(401, ['refresh failure TOKEN_FORGED'], refresh(forged));
  }
  await expectEvents(401, ['refresh failure TOO_MANY_FORGED'], refresh(forged));
  const { body } = await backend.get('/auth/sessions', third.accessToken);
  const [session] = (body['sessions'] as { sessionId: string; current: boolean }[]).filter(({ current }) => !current);
  const revoke = () =>
    backend.send('DELETE', `/auth/sessions/${String(session?.sessionId)}`, { token: third.accessToken });
  await expectEvents(204, ['session.revoke success'], revoke);
  await expectEvents(404, ['session.revoke failure SESSION_NOT_FOUND'], revoke);
  await expectEvents(204, ['logout success'], post('/auth/logout', undefined, third.accessToken));
});

test('the second factor: set-up, challenge, codes, backup codes and their limits', async () => {
  const member = await backend.verifiedMember();
  const verify = (code: string) => post('/auth/mfa/verify-setup', { code }, member.accessToken);
  await expectEvents(400, ['request failure BAD_REQUEST'], verify('123456'));
  const setUp = (proof: object) => post('/auth/mfa/setup', proof, member.accessToken);
  const isProven = 'reauthentication success password';
  await expectEvents(200, [isProven, 'mfa.setup success'], setUp({ password }));
  await expectEvents(401, ['reauthentication failure password WRONG_PASSWORD'], setUp({ password: 'a guess' }));
  const authenticator = await scanNewAuthenticator(backend, member.accessToken);
  const [late, code] = [await authenticator.code(600), await authenticator.code()];
  await expectEvents(400, ['mfa.enable failure totp WRONG_CODE'], verify(late));
  const { body } = await expectEvents(200, ['mfa.enable success totp'], verify(code));
  await expectEvents(409, ['request failure CONFLICT'], setUp({ password }));
  await expectEvents(200, ['login.challenge success password'], () => backend.attempt(member.email));
  const sessionToken = await challengeOf(backend, member.email);
  const answer = (text: unknown, token = sessionToken) => {
    return () => answerChallenge(backend, token, String(text));
  };
  await expectEvents(401, ['login failure code WRONG_CODE'], answer(madeUpCode));
  const [backupCode, second] = body['backupCodes'] as string[];
  const used = ['login success backup-code', 'mfa.backup-code-used success backup-code'];
  await expectEvents(200, used, answer(backupCode));
  await expectEvents(401, ['login failure code CHALLENGE_OVER'], answer(second));
  const spent = await challengeOf(backend, member.email);
  for (let time = 0; time < 5; time += 1) await answer(madeUpCode, spent)();
  await expectEvents(429, ['login failure code TOO_MANY_CODES'], answer(second, spent));
  await backend.advanceClock(60_000);
  const next = await challengeOf(backend, member.email);
  await expectEvents(200, ['login success totp'], answer(await authenticator.code(), next));
});

test.each([
  ['/auth/mfa/backup-codes', 200, 'mfa.regenerate-backup-codes'],
  ['/auth/mfa/disable', 200, 'mfa.disable'],
])('%s: the proof and what was done with it', async (path, status, event) => {
  const { accessToken, authenticator } = await withMfa();
  const send = (proof: object) => post(path, { password, code: madeUpCode, ...proof }, accessToken);
  await expectEvents(401, ['reauthentication failure password WRONG_PASSWORD'], send({ password: wrong }));
  await expectEvents(401, ['reauthentication failure code WRONG_OR_MISSING_CODE'], send({}));
  const code = await authenticator.code();
  await expectEvents(status, ['reauthentication success totp', `${event} success`], send({ code }));
});

test.each(['/auth/mfa/backup-codes', '/auth/mfa/disable'])(
  '%s: proof by an account without MFA is told as for a wrong code, and never as a success',
  async (path) => {
    const { accessToken } = await backend.member();
    for (const code of ['123456', madeUpCode]) {
      const lines = ['reauthentication failure code WRONG_OR_MISSING_CODE'];
      await expectEvents(401, lines, post(path, { password, code }, accessToken));
    }
    const lines = ['reauthentication failure password WRONG_PASSWORD'];
    await expectEvents(401, lines, post(path, { password: wrong, code: '123456' }, accessToken));
  },
);

test('password, profile, export and deletion', async () => {
  const { email, accessToken } = await backend.member();
  const proven = 'reauthentication success password';
  const change = { currentPassword: password, newPassword };
  const to = '/auth/password/change';
  await expectEvents(400, ['request failure BAD_REQUEST'], post(to, { ...change, newPassword: email }, accessToken));
  await expectEvents(200, [proven, 'password.change success'], post(to, change, accessToken));
  await expectEvents(200, ['profile.update success'], () =>
    backend.put('/users/profile', { firstName: 'Grace' }, accessToken),
  );
  await expectEvents(200, ['account.export success'], () => backend.get('/users/me/export', accessToken));
  const leaving = (given: string) => post('/users/me/delete', { password: given }, accessToken);
  await expectEvents(401, ['reauthentication failure password WRONG_PASSWORD'], leaving(wrong));
  await expectEvents(204, [proven, 'account.delete success'], leaving(newPassword));
});

test('reset: the request, the token that counts and the one that does not', async () => {
  const email = await backend.register();
  const request = post('/auth/password/reset-request', { email });
  backend.fault = (service) => (service === sqs ? 'error' : undefined);
  await expectEvents(503, ['request failure SERVICE_UNAVAILABLE'], request);
  backend.fault = undefined;
  await expectEvents(200, ['password.reset-request success'], request);
  expect(events()[0]?.audit.subjectHash).toBe(hashSubject(emailHash(email)));
  await backend.advanceClock(61_000);
  const token = await resetToken(email);
  const confirm = (text: string) => post('/auth/password/reset-confirm', { token: text, newPassword });
  await expectEvents(400, ['password.reset failure INVALID_TOKEN'], confirm(madeUpToken));
  await expectEvents(200, ['password.reset success'], confirm(token));
  await expectEvents(400, ['password.reset failure INVALID_TOKEN'], confirm(token));
});

test('jobs tell what they settled, and what they could not', async () => {
  const member = await withMfa();
  await challengeOf(backend, member.email);
  await backend.advanceClock(361_000);
  const sweep = async (): Promise<readonly string[]> => {
    backend.logs.length = 0;
    await backend.backend.services.runJob('sweep');
    return events().map(({ audit }) => lineOf(audit));
  };
  backend.fault = (service) => (service === cognito ? 'error' : undefined);
  expect(new Set(await sweep())).toEqual(new Set(['login.challenge-expired failure NOT_REVOKED']));
  backend.fault = undefined;
  expect(new Set(await sweep())).toEqual(new Set(['login.challenge-expired success']));
});

test('every operation tells of its success but those that only read', async () => {
  const reads = ['get-health-status', 'get-user-profile', 'list-sessions'];
  const all = readdirSync('generated/operations').filter((name) => !name.includes('.'));
  const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const silent = all.filter((name) => ![...heard].map(kebab).includes(name));
  expect(silent.sort()).toEqual(reads);
  expect((await told(() => backend.get('/health'))).lines).toEqual([]);
});
