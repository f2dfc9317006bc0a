import { randomBytes } from 'node:crypto';
import { sha256 } from './hash.js';

/** A token and what is stored of it. */
export interface RandomToken {
  /** 256 random bits in base64url, 43 characters. Only its holder has it. */
  readonly token: string;
  /** Its SHA-256. Enough to recognise it, of no use to log in (ASVS 5.0, 6.5.1 and 7.2.3). */
  readonly hash: string;
}

/** Makes a token that cannot be guessed. */
export function newToken(): RandomToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: sha256(token) };
}
