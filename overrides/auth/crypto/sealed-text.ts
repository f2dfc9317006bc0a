import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { decryptDataKey, generateDataKey } from '../../aws/kms.js';

/** Whose text it is and what for. A sealed text opens for this owner and purpose alone. */
export interface SealOwner {
  readonly userId: string;
  /** Of which session, where it is the secret of one. */
  readonly session?: string;
  readonly purpose: 'refresh-token' | 'mfa-challenge' | 'totp-secret';
}

/** AES-256-GCM as NIST SP 800-38D has it: a random nonce of 96 bits, used once since each text has a key of its own. */
const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const version = 'v1';

/**
 * Encrypts a text under a data key of its own. The owner is KMS's encryption context and the cipher's additional
 * data, so that a sealed text that is moved to another user's item does not open.
 *
 * @returns `v1.<data key>.<nonce>.<tag>.<ciphertext>`, each in base64url
 * @throws the errors of KMS
 */
export async function seal(text: string, owner: SealOwner): Promise<string> {
  const { plaintext: key, encrypted } = await generateDataKey({ ...owner });
  try {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(additionalData(owner));
    const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const parts = [encrypted, nonce, cipher.getAuthTag(), ciphertext];
    return [version, ...parts.map((part) => Buffer.from(part).toString('base64url'))].join('.');
  } finally {
    key.fill(0);
  }
}

/**
 * Opens what `seal` made for the same owner.
 *
 * @throws Error when it is no sealed text, was altered or belongs to another owner; the errors of KMS
 */
export async function open(sealed: string, owner: SealOwner): Promise<string> {
  const [given, ...parts] = sealed.split('.');
  const [encrypted, nonce, tag, ciphertext] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (given !== version || parts.length !== 4 || !encrypted || !nonce || !tag || !ciphertext) {
    throw new Error('This is no sealed text.');
  }
  const key = await decryptDataKey(encrypted, { ...owner });
  try {
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(additionalData(owner)).setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
  } finally {
    key.fill(0);
  }
}

/** As JSON, so that no two owners have the same data. */
function additionalData({ userId, session, purpose }: SealOwner): Buffer {
  const owner = session === undefined ? [userId] : [userId, session];
  return Buffer.from(JSON.stringify([version, purpose, ...owner]), 'utf8');
}
