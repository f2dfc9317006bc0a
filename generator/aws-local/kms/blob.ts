import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** What is authenticated with a ciphertext: key-value pairs in any order. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** A ciphertext that was taken apart; whether it is genuine shows when it is opened. */
export interface Blob {
  readonly keyId: string;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly sealed: Buffer;
}

const algorithm = 'aes-256-gcm';
const version = 1;
const keyIdBytes = 36;
const ivBytes = 12;
const tagBytes = 16;
const ivAt = 1 + keyIdBytes;
const tagAt = ivAt + ivBytes;
const sealedAt = tagAt + tagBytes;

/**
 * Encrypts. The blob is: version, key id, initialisation vector, tag, ciphertext. Its head and the
 * context are authenticated; the context is not inside.
 */
export function seal(master: Buffer, keyId: string, plain: Buffer, context: EncryptionContext): Buffer {
  const iv = randomBytes(ivBytes);
  const head = headOf(keyId);
  const cipher = createCipheriv(algorithm, master, iv).setAAD(authenticated(head, context));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([head, iv, cipher.getAuthTag(), sealed]);
}

/** Takes a blob apart; `undefined` when it cannot be one. */
export function parseBlob(bytes: Buffer): Blob | undefined {
  if (bytes.length < sealedAt || bytes[0] !== version) return undefined;
  return {
    keyId: bytes.subarray(1, ivAt).toString('latin1'),
    iv: bytes.subarray(ivAt, tagAt),
    tag: bytes.subarray(tagAt, sealedAt),
    sealed: bytes.subarray(sealedAt),
  };
}

/** Decrypts; `undefined` when blob or context are not what was encrypted. */
export function open(master: Buffer, { keyId, iv, tag, sealed }: Blob, context: EncryptionContext): Buffer | undefined {
  const decipher = createDecipheriv(algorithm, master, iv, { authTagLength: tagBytes });
  decipher.setAuthTag(tag).setAAD(authenticated(headOf(keyId), context));
  const plain = decipher.update(sealed);
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    return undefined;
  }
}

function headOf(keyId: string): Buffer {
  return Buffer.concat([Buffer.from([version]), Buffer.from(keyId, 'latin1')]);
}

/** The pairs are a set ("Encryption context" of the KMS developer guide), so they get one order. */
function authenticated(head: Buffer, context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat([head, Buffer.from(JSON.stringify(pairs))]);
}
