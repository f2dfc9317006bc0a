import { randomUUID } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { getBackupCodes, updateBackupCodesPart, updateUserPart } from '../../../generated/entities/index.js';
import type { User, UserChange } from '../../../generated/entities/index.js';
import { activeAccount } from '../accounts/active-account.js';
import type { RequestContext } from '../context.js';
import { open } from '../crypto/sealed-text.js';
import { notify } from '../mail/queue.js';
import { count } from '../metrics.js';
import { commit } from '../transactions.js';
import { withoutCode } from './backup-codes.js';
import { acceptedStep } from './totp.js';
import { asTry } from './tries.js';

/** What a second factor can be. */
export type SecondFactor = 'totp' | 'backup-code';

/** A code that is right, with the writes that use it up. Until they are committed it counts for nothing. */
export interface RightCode {
  readonly factor: SecondFactor;
  /** Of the account, to be made a part of its change. */
  readonly change: UserChange;
  /** Of other items. */
  readonly parts: readonly TransactWriteItem[];
  /** Backup codes that are left, if one is used. */
  readonly codesLeft?: number;
}

/** Codes left at which the owner is told. */
const fewCodes = 3;

/** Rivals to whom one code may lose. Ten backup codes at most can be used at once. */
const maxRounds = 12;

/**
 * Whether a code is an account's second factor now. A right one is used up by that: the accepted time step is stored, or
 * the backup code removed, by a conditional write, so that of parallel uses one counts (ASVS 5.0, 6.5.1).
 *
 * @param user read consistently; with MFA off no code is right
 * @returns undefined when the code is wrong or used
 * @throws HttpError 429 when the account's tries are used up; the errors of KMS and DynamoDB, which cost no try
 */
export async function proveSecondFactor(
  user: User,
  code: string,
  context: RequestContext,
): Promise<SecondFactor | undefined> {
  const used = await asTry(user.userId, context, () =>
    useCode(user, code, context, async (current, { change, parts }) => {
      const { userId, sessionEpoch } = current;
      const condition = { ...change.if, status: 'ACTIVE', mfaEnabled: true, sessionEpoch } as const;
      const userPart = updateUserPart({ userId }, { ...change, if: condition });
      const { committed } = await commit([userPart, ...parts], { token: randomUUID() });
      return committed ? true : undefined;
    }),
  );
  if (used === undefined) {
    count(context, 'FailedSecondFactor');
    return undefined;
  }
  await tellOfUse(user.userId, used.code, context);
  return used.code.factor;
}

/** What came of a code that was right. */
export interface UsedCode<T> {
  readonly code: RightCode;
  readonly value: T;
}

/**
 * Uses up a code for something. The purpose writes what it is for in one transaction with the code's own writes; when
 * it does not go through, another use may have come first, and the code is checked anew.
 *
 * @param purpose undefined when its transaction was refused
 * @returns undefined when the code is wrong or used
 */
export async function useCode<T>(
  user: User,
  code: string,
  context: RequestContext,
  purpose: (user: User, code: RightCode) => Promise<T | undefined>,
): Promise<UsedCode<T> | undefined> {
  let current: User | undefined = user;
  for (let round = 1; current?.mfaEnabled && round <= maxRounds; round += 1) {
    const right = await check(current, code, context);
    if (right === undefined) return undefined;
    const value = await purpose(current, right);
    if (value !== undefined) return { code: right, value };
    current = await activeAccount(user.userId);
  }
  return undefined;
}

/** Tells the owner of a backup code that was used, and when few are left. */
export async function tellOfUse(
  userId: string,
  { factor, codesLeft }: RightCode,
  context: RequestContext,
): Promise<void> {
  if (factor !== 'backup-code') return;
  context.audit({ event: 'mfa.backup-code-used', outcome: 'success', subject: userId, factor });
  await notify(userId, 'backup-code-used', context);
  if (codesLeft === fewCodes) await notify(userId, 'backup-codes-low', context);
}

function check(user: User, code: string, context: RequestContext): Promise<RightCode | undefined> {
  return /^\d{6}$/.test(code) ? checkTotp(user, code, context) : checkBackupCode(user, code);
}

async function checkTotp(
  { userId, totpSecret, lastTotpStep }: User,
  code: string,
  { now }: RequestContext,
): Promise<RightCode | undefined> {
  if (totpSecret === undefined) throw new Error('MFA is on without a secret.');
  const secret = await open(totpSecret, { userId, purpose: 'totp-secret' });
  const step = acceptedStep(secret, code, lastTotpStep, now());
  if (step === undefined) return undefined;
  const change = { set: { lastTotpStep: step }, if: { lastTotpStep: { absentOr: { lessThan: step } } } };
  return { factor: 'totp', change, parts: [] };
}

async function checkBackupCode({ userId }: User, code: string): Promise<RightCode | undefined> {
  const set = await getBackupCodes({ userId }, { consistent: true });
  const left = set && (await withoutCode(set, code));
  if (set === undefined || left === undefined) return undefined;
  const { salt, remaining } = set;
  const change = { set: { hashes: left, remaining: left.length }, if: { salt, remaining } };
  const part = updateBackupCodesPart({ userId }, change);
  return { factor: 'backup-code', change: {}, parts: [part], codesLeft: left.length };
}
