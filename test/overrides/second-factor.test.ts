import { generateSync } from 'otplib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { User } from '../../generated/entities/user.js';
import { seal } from '../../overrides/auth/crypto/sealed-text.js';
import { newBackupCodes, withoutCode } from '../../overrides/auth/mfa/backup-codes.js';
import { proveSecondFactor } from '../../overrides/auth/mfa/second-factor.js';
import { acceptedStep, newTotpSecret, otpauthUri } from '../../overrides/auth/mfa/totp.js';
import { account } from './support/accounts.js';
import { lenience, queue } from './support/aws.js';
import { awsError, calls, fail, reset, timeOut } from './support/calls.js';
import { testContext, type TestContext } from './support/context.js';
import { counters } from './support/limits.js';
import { itemsOf, table } from './support/table.js';

vi.mock('../../generated/entities/index.js', async () => (await import('./support/table.js')).entities);
vi.mock('../../generated/http/keyed-hash.js', async () => (await import('./support/keyed-hash.js')).keyedHashes);
vi.mock('../../generated/http/rate-limit.js', async () => (await import('./support/limits.js')).limits);
vi.mock('../../overrides/aws/kms.js', async () => (await import('./support/aws.js')).kms);
vi.mock('../../overrides/aws/sqs.js', async () => (await import('./support/aws.js')).sqs);

let context: TestContext;

beforeEach(() => {
  reset();
  context = testContext();
});

/** The code of a time that lies so many seconds after the context's. */
function codeOf(secret: string, seconds = 0): string {
  return generateSync({ secret, epoch: context.now().getTime() / 1000 + seconds });
}

interface Owner {
  readonly user: User;
  readonly secret: string;
  readonly codes: readonly string[];
}

async function owner(email = 'ada@example.com'): Promise<Owner> {
  const user = account(email, { mfaEnabled: true });
  const secret = newTotpSecret();
  const { codes, item } = await newBackupCodes(user.userId, context);
  table.set(`BackupCodes/${user.userId}`, { ...item });
  const totpSecret = await seal(secret, { userId: user.userId, purpose: 'totp-secret' });
  table.set(`User/${user.userId}`, { ...user, totpSecret });
  calls.length = 0;
  return { user: { ...user, totpSecret }, secret, codes };
}

const current = ({ userId }: User): User => table.get(`User/${userId}`) as unknown as User;
const tried = (): number => [...counters.values()].reduce((sum, one) => sum + one, 0);

describe('a TOTP code', () => {
  // RFC 6238, appendix B: the last six of the eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('of RFC 6238 at %i s is %s', (seconds, code) => {
    // `12345678901234567890` in base 32.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(acceptedStep(secret, code, undefined, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  });

  it.each([
    [0, true],
    [-30, true],
    [-60, false],
    [30, false],
  ])('made %i s from now counts: %s', (seconds, counts) => {
    const secret = newTotpSecret();
    const step = acceptedStep(secret, codeOf(secret, seconds), undefined, context.now());
    expect(step !== undefined).toBe(counts);
  });

  it('counts only when it is of a later step than the last one', () => {
    const secret = newTotpSecret();
    const step = Math.floor(context.now().getTime() / 30_000);
    const accepted = (last: number) => acceptedStep(secret, codeOf(secret), last, context.now());
    expect([accepted(step - 1), accepted(step), accepted(step + 9)]).toEqual([step, undefined, undefined]);
    expect(acceptedStep(secret, codeOf(secret, -30), step - 1, context.now())).toBeUndefined();
  });

  it('has a secret of 160 bits, which its URI gives to the app with all parameters', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const uri = new URL(otpauthUri(secret, 'ada+test@example.com'));
    expect(decodeURIComponent(uri.pathname)).toBe('/authwright:ada+test@example.com');
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      secret,
      issuer: 'authwright',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});

describe('backup codes', () => {
  it('are ten of 80 bits, of which hashes are stored under a salt of the set', async () => {
    const [first, second] = [await newBackupCodes('ada', context), await newBackupCodes('ada', context)];
    expect(new Set([...first.codes, ...second.codes]).size).toBe(20);
    for (const code of first.codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(first.item.hashes).toHaveLength(10);
    expect(first.item.salt).not.toBe(second.item.salt);
    for (const code of first.codes) expect(JSON.stringify(first.item)).not.toContain(code);
  });

  it('use every letter of the alphabet at every place', async () => {
    const sets = await Promise.all(Array.from({ length: 60 }, () => newBackupCodes('ada', cheap())));
    const plain = sets.flatMap(({ codes }) => codes).map((code) => code.replaceAll('-', ''));
    const seen = Array.from({ length: 16 }, (_, place) => new Set(plain.map((code) => code[place])).size);
    expect(seen).toEqual(Array.from({ length: 16 }, () => 32));
  });

  it('are found in either case, and only once taken out', async () => {
    const { codes, item } = await newBackupCodes('ada', context);
    const left = await withoutCode(item, String(codes[3]).toLowerCase());
    expect(left).toEqual(item.hashes.filter((_, index) => index !== 3));
    expect(await withoutCode({ ...item, hashes: left ?? [] }, String(codes[3]))).toBeUndefined();
    expect(await withoutCode(item, '0000-0000-0000-0000')).toBeUndefined();
  });

  it('are found at the cost that they were made at', async () => {
    const { codes, item } = await newBackupCodes('ada', cheap());
    expect(item.cost).toBe(16);
    expect(await withoutCode(item, String(codes[0]))).toHaveLength(9);
    expect(await withoutCode({ ...item, cost: 32 }, String(codes[0]))).toBeUndefined();
  });

  it('are hashed as ASVS asks, but on a developer’s machine', async () => {
    expect(testContext().settings.backupCodeCost).toBe(1024);
    const { stageConfiguration } = await import('../../generated/http/stage-configuration.js');
    for (const stage of ['dev', 'prod']) expect(stageConfiguration(stage).settings.backupCodeCost).toBe(32_768);
    // The full cost is within the memory that it is allowed.
    const { codes, item } = await newBackupCodes('ada', cheap());
    expect(await withoutCode({ ...item, cost: 32_768 }, String(codes[9]))).toBeUndefined();
  });
});

function cheap(): TestContext {
  return testContext({ backupCodeCost: 16 });
}

describe('the second factor', () => {
  it('is a TOTP code, once', async () => {
    const { user, secret } = await owner();
    const code = codeOf(secret);
    expect(await proveSecondFactor(user, code, context)).toBe('totp');
    expect(current(user).lastTotpStep).toBe(Math.floor(context.now().getTime() / 30_000));
    expect(await proveSecondFactor(current(user), code, context)).toBeUndefined();
    // Also for whoever read the account before.
    expect(await proveSecondFactor(user, code, context)).toBeUndefined();
    context.advance(30);
    expect(await proveSecondFactor(current(user), codeOf(secret), context)).toBe('totp');
  });

  it('is a backup code, once, of which the owner is told', async () => {
    const { user, codes } = await owner();
    expect(await proveSecondFactor(user, String(codes[0]), context)).toBe('backup-code');
    expect(queue.map(({ notice }) => notice)).toEqual(['backup-code-used']);
    expect(itemsOf('BackupCodes')[0]?.['hashes']).toHaveLength(9);
    expect(await proveSecondFactor(user, String(codes[0]), context)).toBeUndefined();
    expect(await proveSecondFactor(user, String(codes[1]), context)).toBe('backup-code');
  });

  it('tells the owner once that three codes are left', async () => {
    const { user, codes } = await owner();
    for (const code of codes) expect(await proveSecondFactor(user, code, context)).toBe('backup-code');
    const told = queue.map(({ notice }) => notice);
    expect(told.filter((notice) => notice === 'backup-code-used')).toHaveLength(10);
    expect(told.indexOf('backup-codes-low')).toBe(7);
    expect(told.lastIndexOf('backup-codes-low')).toBe(7);
  });

  it('has one winner among thirty parallel uses of one code, whichever it is', async () => {
    for (const [email, pick] of [
      ['ada@example.com', ({ secret }: Owner) => codeOf(secret)],
      ['bob@example.com', ({ codes }: Owner) => String(codes[0])],
    ] as const) {
      const of = await owner(email);
      const code = pick(of);
      const results = await Promise.allSettled(
        Array.from({ length: 30 }, () => proveSecondFactor(of.user, code, context)),
      );
      expect(results.filter((each) => each.status === 'fulfilled' && each.value !== undefined)).toHaveLength(1);
    }
  });

  it('lets all ten backup codes be used at once', async () => {
    const { user, codes } = await owner();
    const results = await Promise.all(codes.map((code) => proveSecondFactor(user, code, context)));
    expect(results).toEqual(codes.map(() => 'backup-code'));
    expect(itemsOf('BackupCodes')[0]?.['hashes']).toEqual([]);
  });

  it('takes one hash for a backup code and no key of KMS', async () => {
    const { user, codes } = await owner();
    await proveSecondFactor(user, String(codes[0]), context);
    expect(calls).toEqual(['Reserve', 'GetItem BackupCodes', 'TransactWriteItems', 'Settle', 'SendMessage']);
  });

  it('is refused after twenty wrong codes of either kind within an hour, also when it is right', async () => {
    const { user, secret, codes } = await owner();
    for (let index = 0; index < 20; index += 1) {
      const wrong = index % 2 === 0 ? codeOf(secret, 90) : '0000-0000-0000-0000';
      expect(await proveSecondFactor(user, wrong, context)).toBeUndefined();
    }
    for (const code of [codeOf(secret), String(codes[0])]) {
      await expect(proveSecondFactor(user, code, context)).rejects.toMatchObject({ status: 429 });
    }
    expect(context.counted.filter((name) => name === 'FailedSecondFactor')).toHaveLength(20);
    context.advance(3600);
    expect(await proveSecondFactor(user, codeOf(secret), context)).toBe('totp');
  });

  it('costs no try when it is right', async () => {
    const { user, codes } = await owner();
    for (const code of codes) await proveSecondFactor(user, code, context);
    expect(tried()).toBe(0);
  });

  it.each([
    ['Decrypt', timeOut()],
    ['Decrypt', awsError('KMSInternalException', { $fault: 'server' })],
    ['TransactWriteItems', awsError('InternalServerError', { $fault: 'server' })],
  ])('costs no try and stays unused when %s fails', async (name, error) => {
    const { user, secret } = await owner();
    fail(name, 'refuse', error, 9);
    await expect(proveSecondFactor(user, codeOf(secret), context)).rejects.toBe(error);
    expect(tried()).toBe(0);
    fail(name, 'refuse', error, 0);
    expect(await proveSecondFactor(user, codeOf(secret), context)).toBe('totp');
  });

  it('counts once when the answer of the write gets lost', async () => {
    const { user, codes } = await owner();
    fail('TransactWriteItems', 'lose');
    expect(await proveSecondFactor(user, String(codes[0]), context)).toBe('backup-code');
    expect(itemsOf('BackupCodes')[0]?.['hashes']).toHaveLength(9);
  });

  it('does not open with the secret of another account', async () => {
    const [ada, bob] = [await owner(), await owner('bob@example.com')];
    lenience.kms = true;
    const moved = { ...ada.user, totpSecret: bob.user.totpSecret };
    await expect(proveSecondFactor(moved, codeOf(bob.secret), context)).rejects.toThrow();
  });

  it('is none while the sessions of the account are being ended', async () => {
    const { user, secret } = await owner();
    table.set(`User/${user.userId}`, { ...current(user), mfaEnabled: false, sessionEpoch: 1 });
    expect(await proveSecondFactor(user, codeOf(secret), context)).toBeUndefined();
  });

  it('reaches no log line', async () => {
    const { user, secret, codes } = await owner();
    const code = codeOf(secret);
    fail('Settle', 'refuse', timeOut(), 9);
    await proveSecondFactor(user, code, context);
    await proveSecondFactor(current(user), code, context);
    await proveSecondFactor(user, String(codes[0]), context);
    const said = `${context.lines.join('\n')}${JSON.stringify(context.events)}${JSON.stringify(queue)}`;
    expect(context.lines).toHaveLength(3);
    for (const text of [secret, code, ...codes]) expect(said).not.toContain(text);
  });
});
