import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { getBackupCodes, updateBackupCodesPart } from '../../../generated/entities/index.js';
import type { User, UserChange } from '../../../generated/entities/index.js';
import { activeAccount } from '../accounts/active-account.js';
import type { DomainContext } from '../context.js';
import { open } from '../crypto/sealed-text.js';
import { withoutCode } from './backup-codes.js';
import { acceptedStep } from './totp.js';

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

/** Rivals to whom one code may lose. Ten backup codes at most can be used at once. */
const maxRounds = 12;

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
  context: DomainContext,
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

function check(user: User, code: string, context: DomainContext): Promise<RightCode | undefined> {
  return /^\d{6}$/.test(code) ? checkTotp(user, code, context) : checkBackupCode(user, code);
}

async function checkTotp(
  { userId, totpSecret, lastTotpStep }: User,
  code: string,
  { now }: DomainContext,
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
