import { domainToASCII } from 'node:url';
import { keyedHash } from '../../../generated/http/keyed-hash.js';

/** RFC 5321, 4.5.3.1.3: a path of 256 octets with its two brackets. */
const longestEmail = 254;

/** RFC 5321, 4.5.3.1.1. */
const longestLocalPart = 64;

/** A dot-atom of RFC 5322, 3.2.3. Quoted local parts are not taken: no mail service hands them out. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/**
 * Two or more labels of RFC 1123, 2.1; the last begins with a letter, so that it is no IP address. `invalid` reaches
 * nobody (RFC 2606) and is kept for names that must not be anybody's email.
 */
const domainName = /^(?!.*\.invalid$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** What `domainToASCII` would read as something else than a domain's letters: percent-encoding, paths, ports. */
const notInDomains = /[%/\\?#:@[\]\s]/;

/**
 * The one spelling of an email: NFC, trimmed, lower case, the domain in ASCII (IDNA, UTS 46). Dots and plus signs
 * stay, since only the receiving service knows what they mean there.
 *
 * @returns at most 254 bytes of ASCII; undefined when it is no address that a mail could reach
 */
export function normaliseEmail(text: string): string | undefined {
  const trimmed = text.normalize('NFC').trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1) return undefined;
  // Before lower case: some letters beyond ASCII have a lower case within it.
  const local = trimmed.slice(0, at);
  const domain = trimmed.slice(at + 1);
  if (notInDomains.test(domain)) return undefined;
  const email = `${asciiLowerCase(local)}@${domainToASCII(domain.toLowerCase())}`;
  const [first = '', last = ''] = email.split(/@(?=[^@]*$)/);
  const isGood = localPart.test(first) && first.length <= longestLocalPart && domainName.test(last);
  return isGood && email.length <= longestEmail ? email : undefined;
}

/** Stands for an email that has no normal form, where an answer must not come sooner for it. Nobody can have it. */
export const nobodysEmail = 'nobody@unreachable.invalid';

/**
 * What an email is found by in the table and named by in events: a keyed hash, so that nobody without the key can tell
 * whose it is, not even by trying emails.
 *
 * @param email normalised
 * @throws the errors of Secrets Manager
 */
export async function emailHash(email: string): Promise<string> {
  // Apart from what the limits hash under the same key.
  return keyedHash(`email ${email}`);
}

function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
