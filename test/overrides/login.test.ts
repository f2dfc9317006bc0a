import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HttpError } from '../../generated/http/errors.js';
import type { LoginUserResult } from '../../generated/operations/login-user/service.js';
import { LoginUser200 } from '../../generated/operations/login-user/models.js';
import type { Session } from '../../generated/entities/session.js';
import { sha256 } from '../../overrides/auth/crypto/hash.js';
import { open } from '../../overrides/auth/crypto/sealed-text.js';
import { openSecrets } from '../../overrides/auth/sessions/secrets.js';
import { loginUser } from '../../overrides/operations/login-user/service.js';
import { account, password } from './support/accounts.js';
import { minted, queue, revoked, users } from './support/aws.js';
import { awsError, calls, fail, reset, timeOut } from './support/calls.js';
import { bare, testContext, type TestContext } from './support/context.js';
import { itemsOf, table } from './support/table.js';

vi.mock('../../generated/entities/index.js', async () => (await import('./support/table.js')).entities);
vi.mock('../../generated/http/keyed-hash.js', async () => (await import('./support/keyed-hash.js')).keyedHashes);
vi.mock('../../overrides/aws/cognito-auth.js', async () => (await import('./support/aws.js')).cognitoAuth);
vi.mock('../../overrides/aws/kms.js', async () => (await import('./support/aws.js')).kms);
vi.mock('../../overrides/aws/sqs.js', async () => (await import('./support/aws.js')).sqs);
vi.mock('../../overrides/aws/secrets-manager.js', async () => (await import('./support/aws.js')).secretsManager);

const email = 'ada@example.com';
let context: TestContext;

beforeEach(async () => {
  reset();
  context = testContext();
  // Reads the client's secret, which a function does once.
  await login({ email: 'first@example.com' });
  calls.length = 0;
  context = testContext();
});

function login(body: Partial<{ email: string; password: string }> = {}, at = context): Promise<LoginUserResult> {
  return loginUser({ ...bare, body: { email, password, ...body }, principal: undefined }, at);
}

async function statusOf(answer: Promise<LoginUserResult>): Promise<number> {
  return answer.then(
    ({ status }) => status,
    (error: unknown) => (error instanceof HttpError ? error.status : 500),
  );
}

const refusal = ['GetItem EmailReservation', 'GetItem User', 'AdminInitiateAuth', 'UpdateItem User'];

describe('login', () => {
  it('answers tokens and profile in the contract’s shape', async () => {
    const user = account(email);
    const { status, body } = await login();
    expect(status).toBe(200);
    expect(LoginUser200.parse(body)).toMatchObject({
      tokenType: 'Bearer',
      expiresIn: 3600,
      user: { userId: user.userId },
    });
    expect(JSON.stringify(body)).not.toMatch(/sessionEpoch|failedLogins|knownDevices/);
  });

  it('makes a session with Cognito’s refresh token encrypted, and hands out one of ours', async () => {
    const { userId } = account(email);
    const { body } = await login();
    const { refreshToken } = body as { refreshToken: string };
    const [session] = itemsOf('Session') as Session[];
    expect(session).toMatchObject({
      userId,
      sessionEpoch: 0,
      address: '203.0.113.7',
      endsAt: '2026-12-03T09:15:00.000Z',
    });
    expect(session).toMatchObject({ refreshCounter: 0, refreshHash: sha256(refreshToken) });
    for (const text of [refreshToken, minted[0]]) expect(JSON.stringify([...table])).not.toContain(text);
    expect(JSON.stringify(body)).not.toContain(minted[0]);
    expect(session && (await openSecrets(session)).cognitoToken).toBe(minted[0]);
  });

  it('takes another spelling of the email', async () => {
    account(email);
    expect((await login({ email: 'ADA@example.com' })).status).toBe(200);
  });

  it('resets the count of failures and writes an audit event', async () => {
    const { userId } = account(email, { failedLogins: 3 });
    await login();
    expect(itemsOf('User')[0]).toMatchObject({ failedLogins: 0, lastLoginAddress: '203.0.113.7' });
    expect(context.events).toEqual([{ event: 'login', outcome: 'success', subject: userId, factor: 'password' }]);
  });

  it('reads the epoch before Cognito is asked, and the secret no second time', async () => {
    account(email);
    await login();
    const before = [
      'GetItem EmailReservation',
      'GetItem User',
      'AdminInitiateAuth',
      'GenerateDataKey',
      'TransactWriteItems',
    ];
    expect(calls).toEqual([...before, 'Query Session']);
  });

  it('ends the oldest of too many sessions, as many as a function has time for, the rest next time', async () => {
    account(email);
    await login();
    const [[key, first] = ['', {}]] = [...table].filter(([at]) => at.includes('Session'));
    for (let day = 1; day <= 300; day += 1) {
      const createdAt = new Date(Date.UTC(2020, 0, day)).toISOString();
      const originJti = `session-${day}`;
      table.set(key.replace(String(first['originJti']), originJti), { ...first, originJti, createdAt });
    }
    await login();
    expect(itemsOf('Session')).toHaveLength(102);
    expect(itemsOf('Session').some(({ createdAt }) => String(createdAt).startsWith('2020-01'))).toBe(false);
    await login();
    expect(itemsOf('Session')).toHaveLength(50);
    expect(context.events).toContainEqual(
      expect.objectContaining({ event: 'session.revoke', reason: 'TOO_MANY_SESSIONS' }),
    );
  });

  it('stands if the others cannot be looked at', async () => {
    account(email);
    fail('Query Session', 'refuse');
    expect((await login()).status).toBe(200);
    expect(itemsOf('Session')).toHaveLength(1);
  });
});

describe('a refused login', () => {
  const cases: Record<string, () => Partial<{ email: string; password: string }>> = {
    'an unknown email': () => ({ email: 'nobody@example.com' }),
    'a wrong password': () => (account(email), { password: 'wrong' }),
    'a disabled user': () => (account(email), Object.assign(users.get(email) ?? {}, { enabled: false }), {}),
    'a pending user': () => (
      account(email),
      Object.assign(users.get(email) ?? {}, { status: 'FORCE_CHANGE_PASSWORD' }),
      {}
    ),
    'a pending user without items': () => {
      table.delete(`User/${account(email).userId}`);
      Object.assign(users.get(email) ?? {}, { status: 'FORCE_CHANGE_PASSWORD' });
      return {};
    },
    'an email that is longer than a user name': () => ({
      email: `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.com`,
    }),
  };

  it.each(Object.entries(cases))('is the same in answer, calls and metrics: %s', async (_, prepare) => {
    const answer = await login(prepare());
    expect(answer).toEqual({
      status: 401,
      body: { error: 'INVALID_CREDENTIALS', message: 'The email or the password is not correct.' },
    });
    expect(calls).toEqual(refusal);
    expect(context.counted).toEqual(['FailedLogin']);
    expect(context.events).toMatchObject([{ event: 'login', outcome: 'failure', reason: 'WRONG_CREDENTIALS' }]);
    expect([itemsOf('Session'), queue, minted]).toEqual([[], [], []]);
  });

  it('asks Cognito for nobody when the email has no normal form', async () => {
    // The name of a Cognito user whose email is too long for one: it must not be a second way in.
    const name = `${'0'.repeat(64)}@long.invalid`;
    users.set(name, { username: name, userId: 'u', attemptId: 'a', password, status: 'CONFIRMED', enabled: true });
    expect((await login({ email: name })).status).toBe(401);
    expect([calls, minted]).toEqual([refusal, []]);
  });

  it('is counted on the account', async () => {
    account(email);
    await login({ password: 'wrong' });
    await login({ password: 'wrong' });
    expect(itemsOf('User')[0]).toMatchObject({ failedLogins: 2, lastFailedLoginAt: '2026-11-03T09:15:00.000Z' });
  });

  it('makes no item for an unknown email', async () => {
    await login({ email: 'nobody@example.com' });
    expect(table.size).toBe(0);
  });

  it.each(['UserNotFoundException', 'PasswordResetRequiredException', 'UserNotConfirmedException'])(
    'is the same when Cognito says %s',
    async (name) => {
      account(email);
      fail('AdminInitiateAuth', 'refuse', awsError(name));
      expect((await login()).status).toBe(401);
      expect(calls).toEqual(refusal);
    },
  );

  it('leaves no token when the account is being deleted', async () => {
    account(email, { status: 'DELETING' });
    expect((await login()).status).toBe(401);
    expect(revoked).toEqual(minted);
  });

  it('leaves no token when the email is not verified and the setting asks for it', async () => {
    account(email, { emailVerified: false });
    const strict = testContext({ unverifiedLogin: false });
    expect((await login({}, strict)).status).toBe(403);
    expect([revoked, itemsOf('Session')]).toEqual([minted, []]);
    expect((await login()).status).toBe(200);
  });

  it('leaves no session when the epoch was raised while Cognito checked', async () => {
    const { userId } = account(email);
    const answer = login();
    while (!calls.includes('AdminInitiateAuth')) await new Promise((resolve) => setImmediate(resolve));
    Object.assign(table.get(`User/${userId}`) ?? {}, {
      sessionEpoch: 1,
      passwordChangedAt: '2026-11-03T09:15:00.000Z',
    });
    expect((await answer).status).toBe(401);
    expect([itemsOf('Session'), revoked]).toEqual([[], minted]);
  });

  it('is not told that its password is wrong when MFA is turned on while Cognito checks', async () => {
    const { userId } = account(email);
    const answer = login();
    while (!calls.includes('AdminInitiateAuth')) await new Promise((resolve) => setImmediate(resolve));
    Object.assign(table.get(`User/${userId}`) ?? {}, { sessionEpoch: 1, mfaEnabled: true });
    await expect(answer).rejects.toMatchObject({ status: 503 });
    expect([itemsOf('Session'), revoked, table.get(`User/${userId}`)?.['failedLogins']]).toEqual([[], minted, 0]);
  });

  it('is a fault of ours when Cognito refuses the secret of the client, which is read anew', async () => {
    account(email);
    const message = 'Unable to verify secret hash for client test-client';
    fail('AdminInitiateAuth', 'refuse', Object.assign(awsError('NotAuthorizedException'), { message }));
    await expect(login()).rejects.toMatchObject({ status: 503 });
    const before = calls.filter((name) => name === 'GetSecretValue').length;
    expect((await login()).status).toBe(200);
    expect(calls.filter((name) => name === 'GetSecretValue')).toHaveLength(before + 1);
  });
});

describe('a login of an account with MFA', () => {
  it('answers a challenge alone, and holds the tokens encrypted behind a token of which a hash is stored', async () => {
    const { userId } = account(email, { mfaEnabled: true, failedLogins: 2 });
    const { status, body } = await login();
    expect([status, LoginUser200.parse(body)]).toEqual([200, body]);
    expect(Object.keys(body).sort()).toEqual(['expiresIn', 'mfaRequired', 'sessionToken', 'tokenType']);
    const [challenge] = itemsOf('MfaChallenge');
    expect(challenge).toMatchObject({ userId, sessionEpoch: 0, attempts: 0, dueAt: '2026-11-03T09:20:00.000Z' });
    const held = await open(String(challenge?.['tokens']), { userId, purpose: 'mfa-challenge' });
    expect(held).toContain(minted[0]);
    const stored = JSON.stringify([...table]);
    for (const text of [minted[0], (body as { sessionToken: string }).sessionToken]) expect(stored).not.toContain(text);
    expect([itemsOf('Session'), revoked]).toEqual([[], []]);
    // The second factor is awaited, so this is no login yet.
    expect(itemsOf('User')[0]).toMatchObject({ failedLogins: 2 });
    expect(context.events).toEqual([
      { event: 'login.challenge', outcome: 'success', subject: userId, factor: 'password' },
    ]);
  });

  it('is refused without a challenge when the password is reset while Cognito checks', async () => {
    const { userId } = account(email, { mfaEnabled: true });
    const answer = login();
    while (!calls.includes('AdminInitiateAuth')) await new Promise((resolve) => setImmediate(resolve));
    Object.assign(table.get(`User/${userId}`) ?? {}, {
      sessionEpoch: 1,
      passwordChangedAt: '2026-11-03T09:15:00.000Z',
    });
    expect((await answer).status).toBe(401);
    expect([itemsOf('MfaChallenge'), itemsOf('Session'), revoked]).toEqual([[], [], minted]);
  });

  it.each([
    ['GenerateDataKey', 'refuse'],
    ['TransactWriteItems', 'refuse'],
    ['TransactWriteItems', 'lose'],
  ] as const)('leaves no challenge and no tokens when %s goes wrong (%s)', async (name, mode) => {
    account(email, { mfaEnabled: true });
    fail(name, mode, timeOut(), 9);
    await expect(login()).rejects.toThrow('timed out');
    expect([itemsOf('MfaChallenge'), itemsOf('Session'), revoked]).toEqual([[], [], minted]);
    expect(minted).toHaveLength(1);
  });
});

describe('a login that cannot be completed', () => {
  it.each(['TooManyRequestsException', 'InternalErrorException', 'UnexpectedLambdaException'])(
    'answers 503 with Retry-After and counts it when Cognito says %s',
    async (name) => {
      account(email);
      fail('AdminInitiateAuth', 'refuse', awsError(name));
      const error: unknown = await login().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
      expect(context.counted).toEqual(['CognitoThrottled']);
      expect(itemsOf('User')[0]).toMatchObject({ failedLogins: 0 });
    },
  );

  it('works at once after Cognito throttled twenty times', async () => {
    account(email);
    fail('AdminInitiateAuth', 'refuse', awsError('TooManyRequestsException'), 20);
    for (let time = 0; time < 20; time += 1) expect(await statusOf(login())).toBe(503);
    expect((await login()).status).toBe(200);
  });

  it.each(['GenerateDataKey', 'TransactWriteItems'])('leaves no session and no token when %s fails', async (name) => {
    account(email);
    fail(name, 'refuse', timeOut(), 9);
    await expect(login()).rejects.toThrow('timed out');
    expect([itemsOf('Session'), revoked]).toEqual([[], minted]);
  });

  it('leaves no session when the table wrote it and all answers got lost', async () => {
    account(email);
    fail('TransactWriteItems', 'lose', timeOut(), 9);
    await expect(login()).rejects.toThrow('timed out');
    expect([itemsOf('Session'), revoked]).toEqual([[], minted]);
  });

  it('goes through when the answer got lost once', async () => {
    account(email);
    fail('TransactWriteItems', 'lose');
    expect((await login()).status).toBe(200);
    expect([itemsOf('Session').length, revoked]).toEqual([1, []]);
  });

  it('tries again when another transaction was at the account', async () => {
    account(email);
    const conflict = awsError('TransactionCanceledException', {
      CancellationReasons: [{ Code: 'TransactionConflict' }],
    });
    fail('TransactWriteItems', 'refuse', conflict, 5);
    expect((await login()).status).toBe(200);
  });

  it('answers 503 while the index does not know the new account yet, without a session', async () => {
    table.delete(`User/${account(email).userId}`);
    expect(await statusOf(login())).toBe(503);
    expect(revoked).toEqual(minted);
  });

  it('gets no further when the table cannot be read', async () => {
    account(email);
    fail('GetItem User', 'refuse');
    await expect(login()).rejects.toThrow('timed out');
    expect(calls).not.toContain('AdminInitiateAuth');
  });

  it('writes no password, email or token to the log', async () => {
    account(email);
    fail('RevokeToken', 'refuse', awsError('UnsupportedTokenTypeException'), 9);
    fail('GenerateDataKey', 'refuse', timeOut(), 9);
    await login().catch(() => undefined);
    expect(context.counted).toEqual(['TokenNotRevoked']);
    expect(context.lines.join('\n')).not.toMatch(/quiet lanterns|ada@|refresh-[0-9a-f]/);
  });
});

describe('a login from a new device', () => {
  const other = { address: '198.51.100.9', userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Firefox/144.0' };

  it('is not told at the very first login', async () => {
    account(email);
    await login();
    expect(queue).toEqual([]);
  });

  it('is told to the owner with address and program, once', async () => {
    const { userId } = account(email);
    await login();
    await login({}, testContext({}, other));
    await login({}, testContext({}, { ...other, userAgent: other.userAgent.replaceAll('144', '145') }));
    expect(queue).toMatchObject([{ kind: 'notice', notice: 'new-device-login', userId, ...other }]);
  });

  it('goes through although the notice cannot be queued', async () => {
    account(email);
    await login();
    fail('SendMessage', 'refuse');
    expect((await login({}, testContext({}, other))).status).toBe(200);
  });
});
