import { NewPassword } from '../../../generated/schemas/new-password.js';
import { isCommon } from './blocklist.js';
import type { PasswordRefused } from './refusal.js';

/** Whose password it is to be. */
export interface PasswordOwner {
  /** Normalised. */
  readonly email: string;
}

/** A shorter local part, such as `ann`, is within too many innocent words. */
const shortestLocalPart = 4;

/** What the service is called: the contract's `x-authwright.name` (ASVS 5.0, 6.2.11, context-specific words). */
const serviceNames = ['authwright'];

/**
 * Judges a password before it is set for the first time, changed or reset. Those three begin with it, so that no password
 * goes past the rules.
 *
 * @returns undefined when it may be set
 */
export function judgePassword(password: string, owner: PasswordOwner): PasswordRefused | undefined {
  const faults = passwordFaults(password, owner);
  return faults.length > 0 ? { kind: 'password-refused', faults } : undefined;
}

/**
 * Why a password may not be set; nothing when it may. There are no rules about kinds of characters
 * (ASVS 5.0, 6.2.5), and nothing is cut off or folded (6.2.8).
 *
 * @returns sentences for the user, which never repeat the password
 */
export function passwordFaults(password: string, owner: PasswordOwner): readonly string[] {
  const faults = [...lengthFaults(password)];
  // Cognito takes no such passwords, and its error would not say why.
  if (/^\s|\s$/u.test(password)) faults.push('Must not begin or end with a space.');
  if (/\p{Cc}/u.test(password) || !password.isWellFormed()) faults.push('Must not have control characters.');
  if (isCommon(password)) faults.push('This password is too common.');
  if (holdsName(password, owner)) faults.push('Must not contain your email name or the name of this service.');
  return faults;
}

/** The lengths are the contract's, counted in code points (ASVS 5.0, 6.2.1 and 6.2.9). */
function lengthFaults(password: string): readonly string[] {
  const { error } = NewPassword.safeParse(password);
  return (error?.issues ?? []).map((issue) => {
    if (issue.code === 'too_small') return `Must have at least ${issue.minimum} characters.`;
    return issue.code === 'too_big' ? `Must have at most ${issue.maximum} characters.` : 'Is not valid.';
  });
}

function holdsName(password: string, { email }: PasswordOwner): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const [localPart = ''] = email.split('@');
  const names = localPart.length >= shortestLocalPart ? [...serviceNames, localPart] : serviceNames;
  return names.some((name) => plain.includes(name));
}
