import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  answerChallenge,
  challengeOf,
  enableMfa,
  logInWithMfa,
  scanNewAuthenticator,
  stepMs,
  type MfaMember,
} from '../support/authenticator.js';
import {
  atOnce,
  expectStatus,
  password,
  startTestBackend,
  statusCounts,
  type Body,
  type Reply,
  type TestBackend,
} from '../support/backend.js';

/** No code of any authenticator: the backend's clock is decades from here. */
const madeUpCode = '0000-0000-0000-0000';

let backend: TestBackend;

beforeAll(async () => {
  // As on Lambda: what one function has cached, another has to fetch.
  backend = await startTestBackend({ isolated: true });
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

async function withMfa(): Promise<MfaMember> {
  return enableMfa(backend, await backend.member());
}

/** Three at once: a sixth login at once would be over the limit. */
async function challenges(email: string, count: number): Promise<readonly string[]> {
  const tokens: string[] = [];
  while (tokens.length < count) {
    tokens.push(...(await atOnce(Math.min(3, count - tokens.length), () => challengeOf(backend, email))));
  }
  return tokens;
}

async function sessionsOf(accessToken: string): Promise<readonly Body[]> {
  return (await backend.get('/auth/sessions', accessToken)).body['sessions'] as Body[];
}

function expectRefusal(reply: Reply, longest: number): void {
  expectStatus(reply, 429);
  expect(reply.body).toMatchObject({ error: 'TOO_MANY_REQUESTS' });
  const seconds = Number(reply.headers['retry-after']);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(longest);
}

test.each([
  ['TOTP code', (member: MfaMember) => member.authenticator.code()],
  ['backup code', (member: MfaMember) => Promise.resolve(String(member.backupCodes[0]))],
])('of thirty parallel answers to six challenges with one %s one succeeds', async (_kind, codeOf) => {
  const member = await withMfa();
  const tokens = await challenges(member.email, 6);
  const code = await codeOf(member);
  const replies = await atOnce(30, (index) => answerChallenge(backend, String(tokens[index % 6]), code));
  // The account takes twenty wrong codes; whoever comes later is not even looked at.
  const { 200: won, ...lost } = statusCounts(replies);
  expect(won).toBe(1);
  expect(Object.keys(lost).filter((status) => !['401', '429'].includes(status))).toEqual([]);
  const winner = replies.find(({ status }) => status === 200);
  expect(await sessionsOf(String(winner?.body['accessToken']))).toHaveLength(2);
});

test('of thirty parallel answers to one challenge, all of them right, one succeeds', async () => {
  const member = await withMfa();
  const sessionToken = await challengeOf(backend, member.email);
  const codes = [await member.authenticator.code(), ...member.backupCodes];
  const replies = await atOnce(30, (index) => answerChallenge(backend, sessionToken, String(codes[index % 11])));
  expect(statusCounts(replies)[200]).toBe(1);
  const winner = replies.find(({ status }) => status === 200);
  expect(await sessionsOf(String(winner?.body['accessToken']))).toHaveLength(2);
});

test('of ten parallel proofs of one setup one succeeds', async () => {
  const { accessToken } = await backend.member();
  const authenticator = await scanNewAuthenticator(backend, accessToken);
  const code = await authenticator.code();
  const replies = await atOnce(10, () => backend.post('/auth/mfa/verify-setup', { code }, accessToken));
  expect(statusCounts(replies)).toEqual({ 200: 1, 400: 9 });
});

test('a TOTP code counts once, also in a new challenge and as fresh proof', async () => {
  const member = await withMfa();
  const code = await member.authenticator.code();
  expectStatus(await answerChallenge(backend, await challengeOf(backend, member.email), code), 200);
  const replay = await answerChallenge(backend, await challengeOf(backend, member.email), code);
  expect([replay.status, replay.body['error']]).toEqual([401, 'INVALID_MFA_CODE']);
  const proof = await backend.post('/auth/mfa/disable', { password, code }, member.accessToken);
  expect([proof.status, proof.body['error']]).toEqual([401, 'REAUTH_FAILED']);
  await backend.advanceClock(stepMs);
  expectStatus(await logInWithMfa(backend, member), 200);
});

test('the code of the setup opens no login', async () => {
  const { email, accessToken } = await backend.member();
  const authenticator = await scanNewAuthenticator(backend, accessToken);
  const code = await authenticator.code();
  expectStatus(await backend.post('/auth/mfa/verify-setup', { code }, accessToken), 200);
  expectStatus(await answerChallenge(backend, await challengeOf(backend, email), code), 401);
});

test('a backup code counts once, in whichever case, also as fresh proof', async () => {
  const member = await withMfa();
  const code = String(member.backupCodes[0]);
  expectStatus(await answerChallenge(backend, await challengeOf(backend, member.email), code), 200);
  const again = await answerChallenge(backend, await challengeOf(backend, member.email), code.toLowerCase());
  expect([again.status, again.body['error']]).toEqual([401, 'INVALID_MFA_CODE']);
  expectStatus(await backend.post('/auth/mfa/backup-codes', { password, code }, member.accessToken), 401);
});

test('a challenge that was passed, expired or made up gets the same answer', async () => {
  const member = await withMfa();
  const passed = await challengeOf(backend, member.email);
  const login = await answerChallenge(backend, passed, String(member.backupCodes[0]));
  expectStatus(login, 200);
  // Nor does it count once its session has gone.
  expectStatus(await backend.post('/auth/logout', undefined, String(login.body['accessToken'])), 204);
  const again = await answerChallenge(backend, passed, String(member.backupCodes[1]));
  const said = [[again.status, again.body['error'], again.body['message']]];
  const expired = await challengeOf(backend, member.email);
  await backend.advanceClock(300_000);
  for (const token of [expired, 'A'.repeat(43)]) {
    const { status, body } = await answerChallenge(backend, token, String(member.backupCodes[1]));
    said.push([status, body['error'], body['message']]);
  }
  expect(said[0]?.slice(0, 2)).toEqual([401, 'INVALID_MFA_SESSION']);
  expect([said[1], said[2]]).toEqual([said[0], said[0]]);
});

test('of fifty parallel codes five reach a challenge, which then refuses the right one until it expires', async () => {
  const member = await withMfa();
  const sessionToken = await challengeOf(backend, member.email);
  const replies = await atOnce(50, () => answerChallenge(backend, sessionToken, madeUpCode));
  expect(statusCounts(replies)).toEqual({ 401: 5, 429: 45 });
  const right = await member.authenticator.code();
  expectRefusal(await answerChallenge(backend, sessionToken, right), 300);
  expectStatus(await answerChallenge(backend, await challengeOf(backend, member.email), right), 200);
});

test('an account takes twenty wrong codes an hour over all challenges and factors, and no right one after', async () => {
  const member = await withMfa();
  const tokens = await challenges(member.email, 5);
  const wrong = [madeUpCode, await member.authenticator.code(600)];
  for (let index = 0; index < 20; index += 1) {
    const reply = await answerChallenge(backend, String(tokens[index % 5]), String(wrong[index % 2]));
    expectStatus(reply, 401);
  }
  expectRefusal(await answerChallenge(backend, String(tokens[0]), await member.authenticator.code()), 3_600);
  const proof = { password, code: String(member.backupCodes[0]) };
  const change = { currentPassword: password, newPassword: 'nine violet umbrellas in march', code: proof.code };
  const proven = [
    ['/auth/mfa/disable', proof],
    ['/auth/mfa/backup-codes', proof],
    ['/auth/password/change', change],
    ['/users/me/delete', proof],
  ] as const;
  for (const [path, body] of proven) expectRefusal(await backend.post(path, body, member.accessToken), 3_600);
  await backend.advanceClock(3_601_000);
  expectStatus(await logInWithMfa(backend, member), 200);
});

test('a setup takes twenty wrong codes an hour, and no right one after', async () => {
  const { accessToken } = await backend.member();
  const authenticator = await scanNewAuthenticator(backend, accessToken);
  const prove = (code: string): Promise<Reply> => backend.post('/auth/mfa/verify-setup', { code }, accessToken);
  const wrong = await authenticator.code(600);
  for (const reply of await atOnce(20, () => prove(wrong))) expectStatus(reply, 400);
  expectRefusal(await prove(await authenticator.code()), 3_600);
});

test('the session token of a challenge is no access token, and opens nothing', async () => {
  const member = await withMfa();
  const sessionToken = await challengeOf(backend, member.email);
  expectStatus(await backend.get('/users/profile', sessionToken), 401);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: sessionToken }), 401);
  expectStatus(await backend.post('/auth/mfa/setup', { password }, sessionToken), 401);
});

test('turning MFA on ends the other sessions at once, and open challenges are over once it is off', async () => {
  const first = await backend.member();
  const second = await backend.logIn(first.email);
  const member = await enableMfa(backend, first);
  expectStatus(await backend.get('/users/profile', second.accessToken), 401);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: second.refreshToken }), 401);
  expectStatus(await backend.get('/users/profile', first.accessToken), 200);

  const third = await logInWithMfa(backend, member);
  const open = await challengeOf(backend, member.email);
  const proof = { password, code: String(member.backupCodes[0]) };
  expectStatus(await backend.post('/auth/mfa/disable', proof, first.accessToken), 200);
  expectStatus(await backend.get('/users/profile', String(third.body['accessToken'])), 401);
  expectStatus(await backend.get('/users/profile', first.accessToken), 200);
  const late = await answerChallenge(backend, open, String(member.backupCodes[1]));
  expect([late.status, late.body['error']]).toEqual([401, 'INVALID_MFA_SESSION']);
});

test('a password login that races the turning on of MFA leaves no session', async () => {
  const member = await backend.member();
  const authenticator = await scanNewAuthenticator(backend, member.accessToken);
  const code = await authenticator.code();
  const [on, ...logins] = await Promise.all([
    backend.post('/auth/mfa/verify-setup', { code }, member.accessToken),
    ...Array.from({ length: 4 }, () => backend.attempt(member.email)),
  ]);
  expectStatus(on, 200);
  // None is told that its password is wrong: 503 asks to come again.
  expect(Object.keys(statusCounts(logins)).filter((status) => !['200', '503'].includes(status))).toEqual([]);
  for (const { body } of logins) {
    if (typeof body['accessToken'] === 'string')
      expectStatus(await backend.get('/users/profile', body['accessToken']), 401);
  }
  expect(await sessionsOf(member.accessToken)).toHaveLength(1);
});

test.each(['disable', 'backup-codes'])(
  '%s wants password and code, counts wrong ones and goes on',
  async (operation) => {
    const member = await withMfa();
    const path = `/auth/mfa/${operation}`;
    const right = { password, code: String(member.backupCodes[0]) };
    const attempts = [
      { ...right, password: 'not the right password' },
      { ...right, code: madeUpCode },
      { ...right, code: await member.authenticator.code(600) },
      { ...right, password: 'not the right password' },
      { ...right, code: madeUpCode },
    ];
    for (const body of attempts) {
      const reply = await backend.post(path, body, member.accessToken);
      expect([reply.status, reply.body['error']]).toEqual([401, 'REAUTH_FAILED']);
    }
    expectRefusal(await backend.post(path, right, member.accessToken), 900);
    expectStatus(await backend.post(path, { password }, member.accessToken), 400);
    expectStatus(await backend.post(path, right), 401);
    expect((await backend.get('/users/profile', member.accessToken)).body).toMatchObject({ mfaEnabled: true });
  },
);

test.each(['disable', 'backup-codes'])(
  '%s for an account without MFA is refused as for a wrong code, with the same answer, calls and limits',
  async (operation) => {
    const path = `/auth/mfa/${operation}`;
    const seen = async (accessToken: string, code: string): Promise<object> => {
      let answer = {};
      const calls = await backend.callsOf(async () => {
        const { status, body } = await backend.post(path, { password, code }, accessToken);
        answer = { status, error: body['error'], message: body['message'] };
      });
      return { ...answer, calls };
    };
    const { accessToken } = await backend.member();
    const { calls, ...answer } = (await seen((await withMfa()).accessToken, madeUpCode)) as { calls: string[] };
    expect(answer).toMatchObject({ status: 401, error: 'REAUTH_FAILED' });
    // The last read is for the codes to compare with, of which there are none here.
    const without = calls.toSpliced(calls.lastIndexOf('dynamodb.GetItem'), 1);
    for (const code of [madeUpCode, '123456'])
      expect(await seen((await backend.member()).accessToken, code)).toEqual({ ...answer, calls: without });
    for (let time = 0; time < 5; time += 1)
      expectStatus(await backend.post(path, { password, code: '123456' }, accessToken), 401);
    expectRefusal(await backend.post(path, { password, code: '123456' }, accessToken), 900);
  },
);

test('the sweep revokes the tokens of challenges that expired, and no others', async () => {
  const member = await withMfa();
  const sessionsAtCognito = (): number | undefined =>
    backend.backend.services.users().find(({ email }) => email === member.email)?.sessions;
  await challenges(member.email, 3);
  expectStatus(await logInWithMfa(backend, member), 200);
  expect(sessionsAtCognito()).toBe(5);
  await backend.advanceClock(361_000);
  await backend.backend.services.runJob('sweep');
  expect(sessionsAtCognito()).toBe(2);
  expectStatus(await backend.get('/users/profile', member.accessToken), 200);
});
