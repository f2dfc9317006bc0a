import { createHmac } from 'node:crypto';

/** The keyed hash of an email, as the fake below makes it. */
export function emailHashOf(email: string): string {
  return hashOf(`email ${email}`);
}

/** A fake of `generated/http/keyed-hash`, whose key is known. */
export const keyedHashes = { keyedHash: async (text: string) => hashOf(text) };

function hashOf(text: string): string {
  return createHmac('sha256', 'key of the tests').update(text, 'utf8').digest('base64url');
}
