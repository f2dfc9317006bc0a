import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError, type Engine } from '../endpoint/index.js';

/** How the engine is started. */
export interface KmsOptions {
  /** Where the master key is kept; absent keeps it in memory. */
  readonly directory?: string;
  readonly region: string;
}

/** A running engine with its one symmetric key. */
export interface KmsEngine extends Engine {
  /** The ARN of the key. */
  readonly keyArn: string;
}

const keyId = '8f7e6d5c-4b3a-4291-8c7d-6e5f4a3b2c1d';
const ivBytes = 12;
const tagBytes = 16;

/**
 * KMS as far as envelope encryption needs it: `GenerateDataKey`, `Decrypt`, `DescribeKey`. A ciphertext is bound to
 * its encryption context, as KMS binds it ("Encryption context" of the KMS developer guide).
 */
export function createKms({ directory, region }: KmsOptions): KmsEngine {
  const master = masterKey(directory);
  const keyArn = `arn:aws:kms:${region}:000000000000:key/${keyId}`;
  const actions: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => object>> = {
    GenerateDataKey: (input) => {
      checkKey(input['KeyId'], keyArn);
      const plain = randomBytes(32);
      return {
        KeyId: keyArn,
        Plaintext: plain.toString('base64'),
        CiphertextBlob: seal(master, plain, input['EncryptionContext']),
      };
    },
    Decrypt: (input) => {
      if (input['KeyId'] !== undefined) checkKey(input['KeyId'], keyArn);
      return {
        KeyId: keyArn,
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        Plaintext: open(master, input['CiphertextBlob'], input['EncryptionContext']),
      };
    },
    DescribeKey: (input) => {
      checkKey(input['KeyId'], keyArn);
      return {
        KeyMetadata: {
          KeyId: keyId,
          Arn: keyArn,
          Enabled: true,
          KeyState: 'Enabled',
          KeyUsage: 'ENCRYPT_DECRYPT',
          KeySpec: 'SYMMETRIC_DEFAULT',
        },
      };
    },
  };
  return {
    targetPrefix: 'TrentService',
    keyArn,
    async call(action, input) {
      const perform = Object.hasOwn(actions, action) ? actions[action] : undefined;
      if (!perform) throw new AwsError('UnknownOperationException', `${action} is not emulated.`);
      return perform(input);
    },
  };
}

function masterKey(directory: string | undefined): Buffer {
  if (directory === undefined) return randomBytes(32);
  const file = join(directory, 'master.key');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return readFileSync(file);
}

function checkKey(given: unknown, keyArn: string): void {
  if (given === keyArn || given === keyId) return;
  throw new AwsError('NotFoundException', `Key '${String(given)}' does not exist`);
}

/** The blob: initialisation vector, tag, ciphertext; the context is authenticated but not inside. */
function seal(master: Buffer, plain: Buffer, context: unknown): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(contextBytes(context));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

function open(master: Buffer, blob: unknown, context: unknown): string {
  const bytes = Buffer.from(typeof blob === 'string' ? blob : '', 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', master, bytes.subarray(0, ivBytes));
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes)).setAAD(contextBytes(context));
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('base64');
  } catch {
    throw new AwsError('InvalidCiphertextException', '');
  }
}

/** The context's pairs in one order: it is a set, not a list. */
function contextBytes(context: unknown): Buffer {
  const pairs = typeof context === 'object' && context !== null ? Object.entries(context) : [];
  return Buffer.from(JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1))));
}
