import { generateSync } from 'otplib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { User } from '../../generated/entities/user.js';
import type { Principal } from '../../generated/http/context.js';
import { HttpError } from '../../generated/http/errors.js';
import { MfaSetupResponse } from '../../generated/schemas/mfa-setup-response.js';
import { MfaStatusResponse } from '../../generated/schemas/mfa-status-response.js';
import { disableMfa } from '../../overrides/operations/disable-mfa/service.js';
import { loginUser } from '../../overrides/operations/login-user/service.js';
import { regenerateBackupCodes } from '../../overrides/operations/regenerate-backup-codes/service.js';
import { setupMfa } from '../../overrides/operations/setup-mfa/service.js';
import { verifyMfaSetup } from '../../overrides/operations/verify-mfa-setup/service.js';
import { account, password } from './support/accounts.js';
import { minted, queue, revoked } from './support/aws.js';
import { calls, fail, reset, timeOut } from './support/calls.js';
import { bare, principal, testContext, type TestContext } from './support/context.js';
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

beforeEach(() => {
  reset();
  context = testContext({ backupCodeCost: 16 });
  ada = account(email);
});

const stored = (): User => table.get(`User/${ada.userId}`) as unknown as User;
const told = (): unknown[] => queue.map(({ notice }) => notice);
const tried = (): number => [...counters.values()].reduce((sum, one) => sum + one, 0);

/** Logs in before MFA is on, and answers the caller of that session. */
async function loggedIn(): Promise<Principal> {
  const before = new Set(itemsOf('Session').map(({ originJti }) => originJti));
  await loginUser({ ...bare, body: { email, password }, principal: undefined }, context);
  const session = itemsOf('Session').find(({ originJti }) => !before.has(originJti));
  calls.length = 0;
  return principal(ada.userId, String(session?.['originJti']), stored().sessionEpoch);
}

const setup = (caller: Principal) => setupMfa({ ...bare, body: { password }, principal: caller }, context);
const verify = (caller: Principal, code: string) =>
  verifyMfaSetup({ ...bare, body: { code }, principal: caller }, context);
const codeOf = (secret: string, seconds = 0): string =>
  generateSync({ secret, epoch: context.now().getTime() / 1000 + seconds });

async function secretOf(caller: Principal): Promise<string> {
  const { status, body } = await setup(caller);
  if (status !== 200) throw new Error(`the setup was answered ${status}`);
  return MfaSetupResponse.parse(body).secret;
}

interface On {
  readonly caller: Principal;
  readonly secret: string;
  readonly codes: readonly string[];
}

/** Turns MFA on; the next code is shown. */
async function turnedOn(): Promise<On> {
  const caller = await loggedIn();
  const secret = await secretOf(caller);
  const { status, body } = await verify(caller, codeOf(secret));
  if (status !== 200) throw new Error(`turning it on was answered ${status}`);
  context.advance(30);
  [calls, queue, revoked, context.events].forEach((list) => (list.length = 0));
  return { caller, secret, codes: MfaStatusResponse.parse(body).backupCodes ?? [] };
}

describe('the setup', () => {
  it('stores the secret encrypted and turns nothing on', async () => {
    const secret = await secretOf(await loggedIn());
    expect(stored()).toMatchObject({ mfaEnabled: false, pendingTotpSecret: expect.stringMatching(/^v1\./) });
    expect(JSON.stringify([...table])).not.toContain(secret);
    expect([stored().totpSecret, itemsOf('BackupCodes')]).toEqual([undefined, []]);
  });

  it('is refused while MFA is on, also when that has just happened', async () => {
    const { caller } = await turnedOn();
    await expect(setup(caller)).rejects.toMatchObject({ status: 409, body: { error: 'MFA_ALREADY_ENABLED' } });
    table.set(`User/${ada.userId}`, { ...stored(), mfaEnabled: false });
    const answer = setup(caller);
    while (!calls.includes('GenerateDataKey')) await new Promise((resolve) => setImmediate(resolve));
    table.set(`User/${ada.userId}`, { ...stored(), mfaEnabled: true });
    await expect(answer).rejects.toMatchObject({ status: 409 });
    expect(stored().pendingTotpSecret).toBeUndefined();
  });

  it.each(['GenerateDataKey', 'UpdateItem User'])('shows no secret when %s fails', async (name) => {
    const caller = await loggedIn();
    fail(name, 'lose', timeOut(), 9);
    await expect(setup(caller)).rejects.toThrow('timed out');
  });
});

describe('turning MFA on', () => {
  it('takes the secret into use, with ten backup codes, the code as used and a raised epoch', async () => {
    const caller = await loggedIn();
    const secret = await secretOf(caller);
    const pending = stored().pendingTotpSecret;
    const { status, body } = await verify(caller, codeOf(secret));
    expect([status, MfaStatusResponse.parse(body).backupCodes?.length]).toEqual([200, 10]);
    expect(stored()).toMatchObject({ mfaEnabled: true, totpSecret: pending, sessionEpoch: 1 });
    expect(stored().lastTotpStep).toBe(Math.floor(context.now().getTime() / 30_000));
    expect(stored().pendingTotpSecret).toBeUndefined();
    expect(told()).toContain('mfa-enabled');
    expect(context.events).toContainEqual({
      event: 'mfa.enable',
      outcome: 'success',
      subject: ada.userId,
      factor: 'totp',
    });
  });

  it('keeps the session of the call, and ends and revokes the others', async () => {
    const others = [await loggedIn(), await loggedIn()];
    const caller = await loggedIn();
    const secret = await secretOf(caller);
    // Those of the fresh proof.
    revoked.length = 0;
    await verify(caller, codeOf(secret));
    expect(itemsOf('Session')).toMatchObject([{ originJti: caller.claims['sessionId'], sessionEpoch: 1 }]);
    expect(others).toHaveLength(2);
    expect([...revoked].sort()).toEqual(minted.slice(0, 2).sort());
  });

  it('refuses a wrong code, which is counted, and can be tried again', async () => {
    const caller = await loggedIn();
    const secret = await secretOf(caller);
    for (const seconds of [-60, 30]) {
      const answer = await verify(caller, codeOf(secret, seconds));
      expect(answer).toMatchObject({ status: 400, body: { error: 'INVALID_MFA_CODE' } });
    }
    expect([stored().mfaEnabled, tried()]).toEqual([false, 2]);
    expect((await verify(caller, codeOf(secret))).status).toBe(200);
    expect(tried()).toBe(2);
  });

  it('refuses a code when no setup has begun, without counting it', async () => {
    const answer = await verify(await loggedIn(), '123456');
    expect(answer).toMatchObject({ status: 400, body: { error: 'MFA_SETUP_NOT_STARTED' } });
    expect(tried()).toBe(0);
  });

  it('takes twenty codes an hour', async () => {
    const caller = await loggedIn();
    const secret = await secretOf(caller);
    for (let index = 0; index < 20; index += 1) await verify(caller, codeOf(secret, 90));
    await expect(verify(caller, codeOf(secret))).rejects.toMatchObject({ status: 429 });
  });

  it('happens once among ten parallel calls', async () => {
    const caller = await loggedIn();
    const secret = await secretOf(caller);
    const answers = await Promise.all(Array.from({ length: 10 }, () => verify(caller, codeOf(secret))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(stored().sessionEpoch).toBe(1);
    expect(told().filter((notice) => notice === 'mfa-enabled')).toHaveLength(1);
  });

  it('does not happen in a session that has ended since the call came', async () => {
    const caller = await loggedIn();
    const secret = await secretOf(caller);
    table.delete(`Session/${ada.userId}/${String(caller.claims['sessionId'])}`);
    await expect(verify(caller, codeOf(secret))).rejects.toMatchObject({ status: 401 });
    expect([stored().mfaEnabled, itemsOf('BackupCodes')]).toEqual([false, []]);
  });

  it('refuses the code of a setup that another one has replaced meanwhile', async () => {
    const caller = await loggedIn();
    const answer = verify(caller, codeOf(await secretOf(caller)));
    while (!calls.includes('Decrypt')) await new Promise((resolve) => setImmediate(resolve));
    table.set(`User/${ada.userId}`, { ...stored(), pendingTotpSecret: 'another' });
    expect(await answer).toMatchObject({ status: 400, body: { error: 'INVALID_MFA_CODE' } });
    expect(stored().mfaEnabled).toBe(false);
  });

  it.each([
    ['Decrypt', 'refuse'],
    ['TransactWriteItems', 'refuse'],
  ] as const)('leaves everything as it was when %s fails, and can be repeated', async (name, mode) => {
    const caller = await loggedIn();
    const secret = await secretOf(caller);
    const before = [...table];
    fail(name, mode, timeOut(), 9);
    await expect(verify(caller, codeOf(secret))).rejects.toThrow('timed out');
    expect([[...table], tried()]).toEqual([before, 0]);
    fail(name, mode, timeOut(), 0);
    expect((await verify(caller, codeOf(secret))).status).toBe(200);
  });

  it.each([1, 9])('shows the backup codes although the answer of the write got lost %i times', async (times) => {
    const other = await loggedIn();
    const caller = await loggedIn();
    const secret = await secretOf(caller);
    fail('TransactWriteItems', 'lose', timeOut(), times);
    const { status, body } = await verify(caller, codeOf(secret));
    expect([status, MfaStatusResponse.parse(body).backupCodes?.length]).toEqual([200, 10]);
    expect(itemsOf('Session').map(({ originJti }) => originJti)).not.toContain(other.claims['sessionId']);
    expect(stored().sessionEpoch).toBe(1);
  });
});

describe.each([
  ['turning MFA off', disableMfa],
  ['making new backup codes', regenerateBackupCodes],
] as const)('%s', (_name, operation) => {
  const call = (caller: Principal, proof: { password: string; code: string }) =>
    operation({ ...bare, body: proof, principal: caller }, context);

  it('refuses a wrong password, without using the code up', async () => {
    const { caller, secret } = await turnedOn();
    const code = codeOf(secret);
    const answer = await call(caller, { password: 'not the right one', code });
    expect(answer).toMatchObject({ status: 401, body: { error: 'REAUTH_FAILED' } });
    expect(stored()).toMatchObject({ mfaEnabled: true, sessionEpoch: 1 });
    expect((await call(caller, { password, code })).status).toBe(200);
  });

  it('refuses a wrong and a used code', async () => {
    const { caller, secret, codes } = await turnedOn();
    for (const code of [codeOf(secret, -30), codeOf(secret, 30), '0000-0000-0000-0000']) {
      expect(await call(caller, { password, code })).toMatchObject({ status: 401, body: { error: 'REAUTH_FAILED' } });
    }
    expect([stored().mfaEnabled, itemsOf('BackupCodes')[0]?.['remaining'], codes.length]).toEqual([true, 10, 10]);
    // The proof has minted tokens, of which none is left.
    expect(revoked).toHaveLength(3);
  });

  it('refuses every code of an account without MFA', async () => {
    const answer = await call(await loggedIn(), { password, code: '123456' });
    expect(answer).toMatchObject({ status: 401, body: { error: 'REAUTH_FAILED' } });
    expect(told()).toEqual([]);
  });

  it('changes nothing when the table fails, and can be repeated with the next code', async () => {
    const { caller, secret, codes } = await turnedOn();
    fail('TransactWriteItems', 'refuse', timeOut(), 9);
    await expect(call(caller, { password, code: codeOf(secret) })).rejects.toThrow('timed out');
    fail('TransactWriteItems', 'refuse', timeOut(), 0);
    expect([stored().mfaEnabled, itemsOf('BackupCodes')[0]?.['remaining']]).toEqual([true, 10]);
    expect((await call(caller, { password, code: String(codes[9]) })).status).toBe(200);
  });
});

describe('MFA that is turned off', () => {
  const disable = (caller: Principal, code: string) =>
    disableMfa({ ...bare, body: { password, code }, principal: caller }, context);

  it('leaves neither secret nor codes, ends the other sessions, and is told to the owner', async () => {
    const { caller, secret } = await turnedOn();
    expect(await disable(caller, codeOf(secret))).toEqual({ status: 200, body: { enabled: false } });
    const { totpSecret, pendingTotpSecret, lastTotpStep, mfaEnabledAt } = stored();
    expect([totpSecret, pendingTotpSecret, lastTotpStep, mfaEnabledAt]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(itemsOf('BackupCodes')).toEqual([]);
    expect(stored()).toMatchObject({ mfaEnabled: false, sessionEpoch: 2 });
    expect(itemsOf('Session')).toMatchObject([{ originJti: caller.claims['sessionId'], sessionEpoch: 2 }]);
    expect(told()).toEqual(['mfa-disabled']);
  });

  it('is off also when the answer of every write gets lost', async () => {
    const { caller, codes } = await turnedOn();
    let written = 0;
    // The first transaction uses the code up.
    const answer = disable(caller, String(codes[0]));
    while (written === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      written = calls.filter((name) => name === 'TransactWriteItems').length;
    }
    fail('TransactWriteItems', 'lose', timeOut(), 9);
    expect(await answer).toEqual({ status: 200, body: { enabled: false } });
    expect([stored().mfaEnabled, told()]).toEqual([false, ['backup-code-used', 'mfa-disabled']]);
  });

  it('is told once when two calls do it at the same time', async () => {
    const { caller, codes } = await turnedOn();
    const answers = await Promise.allSettled([disable(caller, String(codes[0])), disable(caller, String(codes[1]))]);
    const statuses = answers.map((each) =>
      each.status === 'fulfilled' ? each.value.status : each.reason instanceof HttpError ? each.reason.status : 500,
    );
    expect(statuses).toContain(200);
    expect(statuses.every((status) => [200, 401].includes(status))).toBe(true);
    expect(told().filter((notice) => notice === 'mfa-disabled')).toHaveLength(1);
    expect(stored()).toMatchObject({ mfaEnabled: false, sessionEpoch: 2 });
  });
});

describe('new backup codes', () => {
  it('replace the old ones under another salt, and sessions go on', async () => {
    const { caller, secret, codes } = await turnedOn();
    const [before] = itemsOf('BackupCodes');
    const proof = { password, code: codeOf(secret) };
    const { body } = await regenerateBackupCodes({ ...bare, body: proof, principal: caller }, context);
    const fresh = MfaStatusResponse.parse(body).backupCodes ?? [];
    expect(fresh.filter((code) => codes.includes(code))).toEqual([]);
    expect(itemsOf('BackupCodes')[0]?.['salt']).not.toBe(before?.['salt']);
    expect(stored().sessionEpoch).toBe(1);
    expect(told()).toEqual(['backup-codes-regenerated']);
  });

  it('are not made when MFA is turned off meanwhile', async () => {
    const { caller, secret } = await turnedOn();
    const proof = { password, code: codeOf(secret) };
    const answer = regenerateBackupCodes({ ...bare, body: proof, principal: caller }, context);
    while (!calls.includes('TransactWriteItems')) await new Promise((resolve) => setImmediate(resolve));
    table.set(`User/${ada.userId}`, { ...stored(), mfaEnabled: false, sessionEpoch: 2 });
    table.delete(`BackupCodes/${ada.userId}`);
    await expect(answer).rejects.toMatchObject({ status: 401 });
    expect(itemsOf('BackupCodes')).toEqual([]);
  });
});
