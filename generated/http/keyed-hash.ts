/// <reference types="node" />
import { createHmac } from 'node:crypto';
import { readEmailHashKey } from './secrets.js';

let key: Promise<string> | undefined;

/**
 * HMAC-SHA-256 (base64url) of what identifies a person. Without the key nobody can find out whose hash it is by
 * trying. The key is kept for the life of the function, since a different one would find nothing again; a read that
 * failed is not kept.
 *
 * @throws the errors of Secrets Manager
 */
export async function keyedHash(text: string): Promise<string> {
  key ??= readEmailHashKey();
  try {
    return createHmac('sha256', await key)
      .update(text, 'utf8')
      .digest('base64url');
  } catch (error) {
    key = undefined;
    throw error;
  }
}
