import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { getBackupCodes } from '../../../generated/entities/index.js';
import type { BackupCodes } from '../../../generated/entities/index.js';
import type { DomainContext } from '../context.js';

/** Codes of one set. */
const setSize = 10;

/** Bytes of a code, which make 80 bits, and letters of a group. */
const codeBytes = 10;
const groupLength = 4;

/** Crockford's base 32: no letters that look like digits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Scrypt's other parameters (ASVS 5.0, 6.5.2 and appendix C), and the bytes of salt and hash. The salt is the set's:
 * it is new with each set, so that no two users share one, and a code is found with a single hash.
 */
const [blockSize, parallelization] = [8, 3];
const [saltBytes, hashBytes] = [16, 32];

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** A new set of codes. */
export interface NewBackupCodes {
  /** To be shown to the owner once. */
  readonly codes: string[];
  /** What is stored of them. */
  readonly item: BackupCodes;
}

/** Makes ten backup codes of 80 random bits. It computes ten hashes, which takes seconds at the full cost. */
export async function newBackupCodes(
  userId: string,
  { now, settings }: Pick<DomainContext, 'now' | 'settings'>,
): Promise<NewBackupCodes> {
  const codes = Array.from({ length: setSize }, newCode);
  const salt = randomBytes(saltBytes).toString('base64');
  const cost = settings.backupCodeCost;
  const hashes = await Promise.all(codes.map((code) => hashOf(code, { salt, cost })));
  return { codes, item: { userId, salt, cost, hashes, remaining: setSize, createdAt: now().toISOString() } };
}

/**
 * The hashes that are left once a code is used. It takes one hash, whichever code it is.
 *
 * @param code in upper or lower case
 * @returns undefined when the code is none of the set, or no longer
 */
export async function withoutCode(set: BackupCodes, code: string): Promise<string[] | undefined> {
  const used = Buffer.from(await hashOf(code, set), 'base64');
  const left = set.hashes.filter((hash) => !timingSafeEqual(Buffer.from(hash, 'base64'), used));
  return left.length < set.hashes.length ? left : undefined;
}

/**
 * Whether backup codes were stored although the answer of the write got lost. They are shown once: without them the owner
 * would have MFA on and no way round the authenticator.
 */
export async function areStored({ userId, salt }: BackupCodes): Promise<boolean> {
  try {
    return (await getBackupCodes({ userId }, { consistent: true }))?.salt === salt;
  } catch {
    return false;
  }
}

async function hashOf(code: string, { salt, cost }: Pick<BackupCodes, 'salt' | 'cost'>): Promise<string> {
  const options = {
    N: cost,
    r: blockSize,
    p: parallelization,
    // What Node allows by itself is a little less than the full cost needs (128 * N * r bytes, and some more).
    maxmem: 2 * 128 * cost * blockSize,
  };
  const plain = code.replaceAll('-', '').toUpperCase();
  return (await derive(plain, Buffer.from(salt, 'base64'), hashBytes, options)).toString('base64');
}

function newCode(): string {
  const bits = [...randomBytes(codeBytes)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const signs = bits.match(/.{5}/g) ?? [];
  const code = signs.map((five) => alphabet.charAt(Number.parseInt(five, 2))).join('');
  return (code.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []).join('-');
}
