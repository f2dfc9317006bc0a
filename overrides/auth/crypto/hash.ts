import { createHash } from 'node:crypto';

/**
 * SHA-256 in base64url. For values that are random or only need one spelling, such as tokens and the keys of emails;
 * never for anything that a person thought up (NIST SP 800-63B-4, 3.1.1.2 wants a slow hash there).
 */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}
