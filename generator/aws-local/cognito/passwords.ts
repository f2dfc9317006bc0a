import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../endpoint/index.js';
import type { PasswordHash } from './state.js';
import type { PasswordPolicy } from './types.js';

/** Cheap on purpose: a laptop shall carry a load test. Nothing here protects real passwords. */
const cost = { N: 1024, r: 8, p: 1 };
const hashBytes = 32;

/** Cognito's special characters ("Password policies" of the developer guide); a space within counts too. */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/**
 * Checks a password against the pool's policy.
 *
 * @throws AwsError `InvalidPasswordException`, whose text names the first rule that is not met
 */
export function requirePolicy(password: string, policy: PasswordPolicy): void {
  const fault = policyFault(password, policy);
  if (fault === undefined) return;
  throw new AwsError('InvalidPasswordException', `Password did not conform with password policy: ${fault}`);
}

function policyFault(password: string, policy: PasswordPolicy): string | undefined {
  if (password.length < policy.minimumLength) return 'Password not long enough';
  if (policy.requireUppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters';
  if (policy.requireLowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters';
  if (policy.requireNumbers && !/[0-9]/.test(password)) return 'Password must have numeric characters';
  if (policy.requireSymbols && !symbol.test(password)) return 'Password must have symbol characters';
  return undefined;
}

/** Hashes a new password with a salt of its own. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt);
  return { salt: salt.toString('base64url'), hash: hash.toString('base64url') };
}

/** Whether a password is the one that was hashed. */
export async function isPassword(password: string, { salt, hash }: PasswordHash): Promise<boolean> {
  const derived = await derive(password, Buffer.from(salt, 'base64url'));
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url'));
}

const sessionKey = randomBytes(32);
const proven = new WeakMap<PasswordHash, Buffer>();

/**
 * As `isPassword`, for who may know how long it takes: a password that was right before is recognised without scrypt, by
 * a keyed digest in memory.
 */
export async function isPasswordAgain(password: string, stored: PasswordHash): Promise<boolean> {
  const digest = createHmac('sha256', sessionKey).update(password).digest();
  const known = proven.get(stored);
  if (known !== undefined && timingSafeEqual(known, digest)) return true;
  const isRight = await isPassword(password, stored);
  if (isRight) proven.set(stored, digest);
  return isRight;
}

/** What an unknown user's password is compared with, so that it takes as long as a known one's. */
export const nobodysPassword: PasswordHash = {
  salt: randomBytes(16).toString('base64url'),
  hash: randomBytes(hashBytes).toString('base64url'),
};

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hashBytes, cost, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
