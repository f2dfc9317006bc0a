import { NewPassword } from '../../../generated/schemas/new-password.js';
import type { DomainContext } from '../context.js';
import { isCommon } from './blocklist.js';
import { hasLeaked } from './breach-service.js';
import { holdsPersonalWord, type PasswordOwner } from './personal-words.js';
import type { PasswordRefused } from './refusal.js';
import { folded } from './spellings.js';

/** Whose password it is to be, and the one in use where that was given. */
export interface FutureOwner extends PasswordOwner {
  readonly passwordInUse?: string | undefined;
}

/**
 * Judges a password before it is set for the first time, changed or reset. Those three begin with it, so that no password
 * goes past the rules. A breach service is asked last, and only about a password that everything else lets through.
 *
 * @returns undefined when it may be set
 * @throws HttpError 503 when a breach service that has to be asked does not answer
 */
export async function judgePassword(
  password: string,
  owner: FutureOwner,
  context: Pick<DomainContext, 'settings' | 'logger'>,
): Promise<PasswordRefused | undefined> {
  const faults = await passwordFaults(password, owner);
  if (faults.length > 0) return { kind: 'password-refused', faults };
  if (!(await hasLeaked(password, context))) return undefined;
  return { kind: 'password-refused', faults: ['This password has appeared in a data leak.'] };
}

/**
 * Why a password may not be set; nothing when it may. There are no rules about kinds of characters
 * (ASVS 5.0, 6.2.5), and nothing is cut off or folded (6.2.8).
 *
 * @returns sentences for the user, which never repeat the password
 */
export async function passwordFaults(password: string, owner: FutureOwner): Promise<readonly string[]> {
  const faults = [...lengthFaults(password)];
  // Cognito takes no such passwords, and its error would not say why.
  if (/^\s|\s$/u.test(password)) faults.push('Must not begin or end with a space.');
  if (/\p{Cc}/u.test(password) || !password.isWellFormed()) faults.push('Must not have control characters.');
  if (await isCommon(password)) faults.push('This password is too common.');
  if (holdsPersonalWord(password, owner)) {
    faults.push('Must not contain your name, your email name or the name of this service.');
  }
  if (owner.passwordInUse !== undefined && folded(password) === folded(owner.passwordInUse)) {
    faults.push('Must differ from the password in use.');
  }
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
