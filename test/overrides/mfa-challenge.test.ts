import { generateSync } from 'otplib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../generated/entities/session.js';
import type { User } from '../../generated/entities/user.js';
import { HttpError } from '../../generated/http/errors.js';
import type { VerifyMfaResult } from '../../generated/operations/verify-mfa/service.js';
import { LoginResponse } from '../../generated/schemas/login-response.js';
import { sha256 } from '../../overrides/auth/crypto/hash.js';
import { seal } from '../../overrides/auth/crypto/sealed-text.js';
import { newBackupCodes } from '../../overrides/auth/mfa/backup-codes.js';
import { newTotpSecret } from '../../overrides/auth/mfa/totp.js';
import { openSecrets } from '../../overrides/auth/sessions/secrets.js';
import { sweep } from '../../overrides/jobs/sweep.js';
import { loginUser } from '../../overrides/operations/login-user/service.js';
import { verifyMfa } from '../../overrides/operations/verify-mfa/service.js';
import { account, password } from './support/accounts.js';
import { minted, queue, revoked } from './support/aws.js';
import { awsError, calls, fail, reset, timeOut } from './support/calls.js';
import { bare, testContext, type TestContext } from './support/context.js';
import { counters } from './support/limits.js';
import { itemsOf, table } from './support/table.js';

vi.mock('../../generated/entities/index.js', async () => (await import('./support/table.js')).entities);
vi.mock('../../generated/http/keyed-hash.js', async () => (await import('./support/keyed-hash.js')).keyedHashes);
vi.mock('../../generated/http/rate-limit.js', async () => (await import('./support/limits.js')).limits);
vi.mock('../../overrides/aws/cognito-auth.js', async () => (await import('./support/aws.js')).cognitoAuth);
vi.mock('../../overrides/aws/kms.js', async () => (await import('./support/aws.js')).kms);
vi.mock('../../overrides/aws/sqs.js', async () => (await import('./support/aws.js')).sqs);
vi.mock('../../overrides/aws/secrets-manager.js', async () => (await import('./support/aws.js')).secretsManager);

const email = 'ada@example.com';
let context: TestContext;
let ada: User;
let secret: string;
let codes: readonly string[];

beforeEach(async () => {
  reset();
  context = testContext({ backupCodeCost: 16 });
  secret = newTotpSecret();
  const user = account(email, { mfaEnabled: true, lastLoginAt: '2026-10-01T08:00:00.000Z' });
  const made = await newBackupCodes(user.userId, context);
  codes = made.codes;
  table.set(`BackupCodes/${user.userId}`, { ...made.item });
  ada = { ...user, totpSecret: await seal(secret, { userId: user.userId, purpose: 'totp-secret' }) };
  table.set(`User/${ada.userId}`, { ...ada });
  calls.length = 0;
});

const stored = (): User => table.get(`User/${ada.userId}`) as unknown as User;
const tried = (): number => [...counters.values()].reduce((sum, one) => sum + one, 0);
const told = (): unknown[] => queue.map(({ notice }) => notice);
const code = (seconds = 0): string => generateSync({ secret, epoch: context.now().getTime() / 1000 + seconds });

/** Logs in with the password, and gives the session token. */
async function challenged(): Promise<string> {
  const { body } = await loginUser({ ...bare, body: { email, password }, principal: undefined }, context);
  calls.length = 0;
  return (body as { sessionToken: string }).sessionToken;
}

function answer(sessionToken: string, given: string): Promise<VerifyMfaResult> {
  return verifyMfa({ ...bare, body: { sessionToken, code: given }, principal: undefined }, context);
}

/** The status of an answer, also of one that is thrown. */
async function statusOf(result: Promise<VerifyMfaResult>): Promise<number> {
  return result.then(
    ({ status }) => status,
    (error: unknown) => (error instanceof HttpError ? error.status : 500),
  );
}

const over = { status: 401, body: { error: 'INVALID_MFA_SESSION' } };
const wrong = { status: 401, body: { error: 'INVALID_MFA_CODE' } };

describe('a challenge that is answered with the right code', () => {
  it('becomes a session with the tokens that it held, and is gone', async () => {
    const token = await challenged();
    context.advance(20);
    const { status, body } = await answer(token, code());
    expect(status).toBe(200);
    expect(LoginResponse.parse(body)).toMatchObject({ expiresIn: 3580 });
    expect(JSON.stringify(body)).not.toContain(minted[0]);
    const [session] = itemsOf('Session') as Session[];
    expect(session && (await openSecrets(session)).cognitoToken).toBe(minted[0]);
    expect([itemsOf('MfaChallenge'), revoked]).toEqual([[], []]);
    expect(itemsOf('Session')).toMatchObject([{ userId: ada.userId, sessionEpoch: 0, address: '203.0.113.7' }]);
    expect(stored()).toMatchObject({ failedLogins: 0, lastTotpStep: Math.floor(context.now().getTime() / 30_000) });
    expect(context.events.at(-1)).toEqual({ event: 'login', outcome: 'success', subject: ada.userId, factor: 'totp' });
  });

  it('is told to the owner when the device is new, and when it was a backup code', async () => {
    await answer(await challenged(), String(codes[0]));
    expect(told()).toEqual(['backup-code-used', 'new-device-login']);
    expect(context.events.map(({ event }) => event)).toEqual(['login.challenge', 'login', 'mfa.backup-code-used']);
  });

  it('costs no try', async () => {
    await answer(await challenged(), code());
    expect(tried()).toBe(0);
  });

  it('reads the tokens after the code is found right only, and writes once', async () => {
    await answer(await challenged(), String(codes[0]));
    expect(calls.slice(0, 8)).toEqual([
      'GetItem MfaChallenge',
      'GetItem User',
      'UpdateItem MfaChallenge',
      'Reserve',
      'GetItem BackupCodes',
      'Decrypt',
      'GenerateDataKey',
      'TransactWriteItems',
    ]);
  });
});

describe('a challenge', () => {
  it('is over when it is unknown, expired or passed', async () => {
    expect(await answer('A'.repeat(43), code())).toMatchObject(over);
    const token = await challenged();
    expect((await answer(token, code())).status).toBe(200);
    expect(await answer(token, String(codes[0]))).toMatchObject(over);
    const late = await challenged();
    context.advance(300);
    expect(await answer(late, code())).toMatchObject(over);
    expect(itemsOf('BackupCodes')[0]?.['remaining']).toBe(10);
  });

  it.each([
    ['the sessions were ended', { sessionEpoch: 1 }],
    ['MFA was turned off', { mfaEnabled: false, sessionEpoch: 1 }],
    ['the account is being deleted', { status: 'DELETING' }],
  ])('is over when %s since, and its tokens are revoked', async (_what, change) => {
    const token = await challenged();
    table.set(`User/${ada.userId}`, { ...stored(), ...change });
    expect(await answer(token, code())).toMatchObject(over);
    expect([itemsOf('MfaChallenge'), itemsOf('Session'), revoked]).toEqual([[], [], minted]);
  });

  it('is over when the sessions are ended while the code is checked', async () => {
    const token = await challenged();
    const result = answer(token, code());
    while (!calls.includes('GenerateDataKey')) await new Promise((resolve) => setImmediate(resolve));
    table.set(`User/${ada.userId}`, { ...stored(), sessionEpoch: 1 });
    expect(await result).toMatchObject(over);
    expect([itemsOf('Session'), stored().lastTotpStep]).toEqual([[], undefined]);
  });

  it('takes five wrong codes and then none until it expires', async () => {
    const token = await challenged();
    for (let index = 0; index < 5; index += 1) expect(await answer(token, code(90))).toMatchObject(wrong);
    const refused: unknown = await answer(token, code()).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '300' } });
    expect(stored()).toMatchObject({ failedLogins: 5 });
    expect(context.counted.filter((name) => name === 'FailedLogin')).toHaveLength(5);
    expect(context.events.at(-1)).toMatchObject({ outcome: 'failure', reason: 'TOO_MANY_CODES' });
    context.advance(300);
    expect(await answer(token, code())).toMatchObject(over);
  });

  it('takes no more than five of thirty parallel codes', async () => {
    const token = await challenged();
    const results = await Promise.all(Array.from({ length: 30 }, () => statusOf(answer(token, code(90)))));
    expect(results.filter((status) => status === 401)).toHaveLength(5);
    expect(results.filter((status) => status === 429)).toHaveLength(25);
  });

  it('gives its attempt back when the account takes no more codes', async () => {
    for (let challenges = 0; challenges < 4; challenges += 1) {
      const token = await challenged();
      for (let index = 0; index < 5; index += 1) await answer(token, code(90));
    }
    const token = await challenged();
    await expect(answer(token, code())).rejects.toMatchObject({ status: 429 });
    expect(table.get(`MfaChallenge/${sha256(token)}`)).toMatchObject({ attempts: 0 });
  });

  it('does not take a code that another login has used', async () => {
    const [first, second] = [await challenged(), await challenged()];
    const used = code();
    expect((await answer(first, used)).status).toBe(200);
    expect(await answer(second, used)).toMatchObject(wrong);
    expect((await answer(second, String(codes[0]))).status).toBe(200);
    expect(await answer(await challenged(), String(codes[0]))).toMatchObject(wrong);
  });
});

describe('of parallel answers', () => {
  it('one wins with one code at thirty challenges', async () => {
    for (const given of [code(), String(codes[0])]) {
      const tokens = [];
      for (let index = 0; index < 30; index += 1) tokens.push(await challenged());
      const results = await Promise.all(tokens.map((token) => statusOf(answer(token, given))));
      expect(results.filter((status) => status === 200)).toHaveLength(1);
      counters.clear();
    }
    expect(itemsOf('Session')).toHaveLength(2);
  });

  it('one wins with ten codes at one challenge, and the other codes stay good', async () => {
    const token = await challenged();
    const results = await Promise.all(codes.map((each) => statusOf(answer(token, each))));
    expect(results.filter((status) => status === 200)).toHaveLength(1);
    expect(itemsOf('BackupCodes')[0]?.['remaining']).toBe(9);
    expect(itemsOf('Session')).toHaveLength(1);
  });

  it('all win with ten codes at ten challenges', async () => {
    const tokens = [];
    for (const _ of codes) tokens.push(await challenged());
    const results = await Promise.all(tokens.map((token, index) => statusOf(answer(token, String(codes[index])))));
    expect(results).toEqual(codes.map(() => 200));
  });
});

describe('an answer that cannot be completed', () => {
  const faults = [
    ['Decrypt', 'refuse', timeOut()],
    ['Decrypt', 'refuse', awsError('KMSInternalException', { $fault: 'server' })],
    ['GenerateDataKey', 'refuse', timeOut()],
    ['TransactWriteItems', 'refuse', awsError('InternalServerError', { $fault: 'server' })],
  ] as const;

  it.each(faults)('costs nothing when %s fails (%s), and can be repeated', async (name, mode, error) => {
    const token = await challenged();
    const given = code();
    const before = table.get(`MfaChallenge/${sha256(token)}`);
    fail(name, mode, error, 99);
    for (let index = 0; index < 7; index += 1) await expect(answer(token, given)).rejects.toBe(error);
    expect([itemsOf('Session'), revoked, tried()]).toEqual([[], [], 0]);
    expect(table.get(`MfaChallenge/${sha256(token)}`)).toEqual(before);
    fail(name, mode, error, 0);
    expect((await answer(token, given)).status).toBe(200);
  });

  it('is completed when the answer of the write gets lost once', async () => {
    const token = await challenged();
    fail('TransactWriteItems', 'lose');
    expect((await answer(token, code())).status).toBe(200);
    expect(itemsOf('Session')).toHaveLength(1);
  });

  it('leaves no session and no tokens when the answers of the write stay lost', async () => {
    const token = await challenged();
    fail('TransactWriteItems', 'lose', timeOut(), 9);
    await expect(answer(token, code())).rejects.toThrow('timed out');
    expect([itemsOf('Session'), itemsOf('MfaChallenge'), revoked]).toEqual([[], [], minted]);
  });

  it('holds up nothing when a mail cannot be queued', async () => {
    const token = await challenged();
    fail('SendMessage', 'refuse', timeOut(), 9);
    expect((await answer(token, String(codes[0]))).status).toBe(200);
    expect(context.counted).toContain('MailNotQueued');
  });

  it('says nothing of codes and tokens in logs, events and mails', async () => {
    const token = await challenged();
    fail('TransactWriteItems', 'lose', timeOut(), 9);
    await answer(token, code()).catch(() => undefined);
    fail('TransactWriteItems', 'lose', timeOut(), 0);
    fail('Settle', 'refuse', timeOut(), 9);
    await answer(await challenged(), String(codes[0])).catch(() => undefined);
    const said = `${context.lines.join('\n')}${JSON.stringify(context.events)}${JSON.stringify(queue)}`;
    expect(context.lines.length).toBeGreaterThan(0);
    for (const text of [token, code(), secret, ...codes, ...minted]) expect(said).not.toContain(text);
  });
});

describe('the sweep', () => {
  it('revokes the tokens of challenges that expired unused, and removes them', async () => {
    await challenged();
    await challenged();
    context.advance(361);
    const young = await challenged();
    await sweep(context);
    expect([...revoked].sort()).toEqual(minted.slice(0, 2).sort());
    expect(itemsOf('MfaChallenge').map(({ tokenHash }) => tokenHash)).toEqual([sha256(young)]);
  });

  it('leaves those alone that a function may still be about to pass', async () => {
    await challenged();
    context.advance(330);
    await sweep(context);
    expect([revoked, itemsOf('MfaChallenge').length]).toEqual([[], 1]);
  });

  it('does not touch the tokens of a login that was completed', async () => {
    await answer(await challenged(), code());
    context.advance(361);
    await sweep(context);
    expect([revoked, itemsOf('Session').length]).toEqual([[], 1]);
  });

  it('is not held up by one that fails, which comes again with the next run', async () => {
    for (let index = 0; index < 3; index += 1) await challenged();
    context.advance(361);
    fail('RevokeToken', 'refuse', timeOut(), 1);
    await expect(sweep(context)).rejects.toThrow('1 challenges');
    expect([revoked.length, itemsOf('MfaChallenge').length]).toEqual([2, 1]);
    expect(context.counted).toContain('TokenNotRevoked');
    await sweep(context);
    expect([[...revoked].sort(), itemsOf('MfaChallenge')]).toEqual([[...minted].sort(), []]);
  });

  it('goes through all pages, also past those that fail', async () => {
    for (let index = 0; index < 60; index += 1) await challenged();
    context.advance(361);
    fail('RevokeToken', 'refuse', timeOut(), 26);
    await expect(sweep(context)).rejects.toThrow('26 challenges');
    expect([revoked.length, itemsOf('MfaChallenge').length]).toEqual([34, 26]);
  });

  it('ends after some pages, and the next run goes on', async () => {
    await challenged();
    const [one] = itemsOf('MfaChallenge');
    for (let index = 0; index < 509; index += 1) {
      table.set(`MfaChallenge/${index}`, { ...one, tokenHash: String(index) });
    }
    context.advance(361);
    await sweep(context);
    expect(itemsOf('MfaChallenge')).toHaveLength(10);
    await sweep(context);
    expect(itemsOf('MfaChallenge')).toEqual([]);
  });
});
