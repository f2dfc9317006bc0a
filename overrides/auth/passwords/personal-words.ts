import { folded, undisguised, withoutSigns } from './spellings.js';

/** Whose password it is to be, as far as it is known. */
export interface PasswordOwner {
  /** Normalised. */
  readonly email: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}

/** Shorter names, such as `ann`, are within too many innocent words. */
const shortestName = 4;

/** What the service is called: the contract's `x-authwright.name` (ASVS 5.0, 6.1.2 and 6.2.11). */
const serviceNames = ['authwright'];

/**
 * Whether a password holds what whoever knows its owner would try: the local part of the email, a name, or the name of
 * the service; in any case, also with signs between the letters or in their place.
 */
export function holdsPersonalWord(password: string, owner: PasswordOwner): boolean {
  const plain = folded(password);
  const texts = [withoutSigns(plain), undisguised(plain, 'i'), undisguised(plain, 'l')];
  return wordsOf(owner).some((word) => texts.some((text) => text.includes(word)));
}

function wordsOf({ email, firstName = '', lastName = '' }: PasswordOwner): readonly string[] {
  const local = email.slice(0, Math.max(email.lastIndexOf('@'), 0));
  // What follows a plus sign is a label of the mailbox.
  const names = [firstName, lastName, local, local.split('+')[0] ?? ''];
  const parts = [firstName, lastName].flatMap((name) => name.split(/[^\p{L}\p{M}]+/u));
  const words = [...names, ...parts].map((name) => withoutSigns(folded(name)));
  return [...words.filter((word) => [...word].length >= shortestName), ...serviceNames];
}
