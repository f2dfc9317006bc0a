import type { FieldError } from '../../../generated/http/error-shapes.js';
import { isCommon } from './blocklist.js';

/** Whose password it is to be. */
export interface PasswordOwner {
  /** Normalised. */
  readonly email: string;
}

/** Counted in code points (ASVS 5.0, 6.2.1 and 6.2.9). The contract says the same. */
const shortest = 12;
const longest = 128;

/** A shorter local part, such as `ann`, is within too many innocent words. */
const shortestLocalPart = 4;

/** What the service is called: the contract's `x-authwright.name` (ASVS 5.0, 6.2.11, context-specific words). */
const serviceNames = ['authwright'];

/**
 * Why a password may not be set; nothing when it may. The same rules hold at registration, change and reset. There are
 * no rules about kinds of characters (ASVS 5.0, 6.2.5), and nothing is cut off or folded (6.2.8).
 *
 * @returns sentences for the user, which never repeat the password
 */
export function passwordFaults(password: string, owner: PasswordOwner): readonly string[] {
  const length = [...password].length;
  const faults: string[] = [];
  if (length < shortest) faults.push(`Must have at least ${shortest} characters.`);
  if (length > longest) faults.push(`Must have at most ${longest} characters.`);
  // Cognito takes no such passwords, and its error would not say why.
  if (/^\s|\s$/u.test(password)) faults.push('Must not begin or end with a space.');
  if (/\p{Cc}/u.test(password) || !password.isWellFormed()) faults.push('Must not have control characters.');
  if (isCommon(password)) faults.push('This password is too common.');
  if (holdsName(password, owner)) faults.push('Must not contain your email name or the name of this service.');
  return faults;
}

/** The faults as the contract words them, for the field with the password. */
export function passwordFieldErrors(field: string, password: string, owner: PasswordOwner): readonly FieldError[] {
  return passwordFaults(password, owner).map((message) => ({ field, message }));
}

function holdsName(password: string, { email }: PasswordOwner): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const [localPart = ''] = email.split('@');
  const names = localPart.length >= shortestLocalPart ? [...serviceNames, localPart] : serviceNames;
  return names.some((name) => plain.includes(name));
}
