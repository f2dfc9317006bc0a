import { fingerprintsIn, holds, type Fingerprints } from './fingerprints.js';
import { folded, isPattern, spellingsOf } from './spellings.js';

let reading: Promise<Fingerprints> | undefined;

/**
 * Whether a password is one of those that are tried first (ASVS 5.0, 6.2.4 and 6.2.12; NIST SP 800-63B-4, 3.1.1.2): on
 * the list of leaked ones, or on it but for case, disguised letters and what is put to its ends, or one short piece over
 * and over.
 */
export async function isCommon(password: string): Promise<boolean> {
  if (isPattern(folded(password))) return true;
  const leaked = await list();
  return spellingsOf(password).some((spelling) => holds(leaked, spelling));
}

/** Read at first use, from a file of its own: no cold start needs it. */
async function list(): Promise<Fingerprints> {
  reading ??= import('./leaked-passwords.js').then(({ leakedPasswords }) =>
    fingerprintsIn(Buffer.from(leakedPasswords, 'base64')),
  );
  return reading;
}
