import { randomBytes } from 'node:crypto';
import { AwsError } from '../endpoint/index.js';
import type { Engine } from '../endpoint/index.js';
import { localAccount, localArn } from '../place.js';
import { open, parseBlob, seal } from './blob.js';
import type { EncryptionContext } from './blob.js';
import { keyBytes, masterKey } from './master-key.js';

/** How the engine is started. */
export interface KmsOptions {
  /** Where the master key is kept, made if missing; absent keeps it in memory. */
  readonly directory?: string;
  /** Of the key's ARN. */
  readonly region: string;
}

/** A running engine with its one symmetric key. */
export interface KmsEngine extends Engine {
  /** The ARN of the key, for `KeyId`. */
  readonly keyArn: string;
}

type Input = Readonly<Record<string, unknown>>;

/** The same in every folder, so that settings need not change with the data. */
const keyId = '8f7e6d5c-4b3a-4291-8c7d-6e5f4a3b2c1d';

/** KMS as far as envelope encryption needs it: `GenerateDataKey` (AES_256), `Decrypt`, `DescribeKey`. */
export function createKms({ directory, region }: KmsOptions): KmsEngine {
  const master = masterKey(directory);
  const keyArn = localArn('kms', `key/${keyId}`, region);
  const actions: Readonly<Record<string, (input: Input) => object>> = {
    GenerateDataKey: (input) => generateDataKey(input, master, keyArn),
    Decrypt: (input) => decrypt(input, master, keyArn),
    DescribeKey: (input) => describeKey(input, keyArn),
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

function generateDataKey(input: Input, master: Buffer, keyArn: string): object {
  requireKey(input['KeyId'], keyArn);
  const isBySpec = input['KeySpec'] === 'AES_256' && input['NumberOfBytes'] === undefined;
  const isBySize = input['KeySpec'] === undefined && input['NumberOfBytes'] === keyBytes;
  if (!isBySpec && !isBySize)
    throw invalid('Please specify either number of bytes or key spec; only AES_256 is emulated.');
  const context = contextOf(input);
  const plain = randomBytes(keyBytes);
  const blob = seal(master, keyId, plain, context);
  return { KeyId: keyArn, Plaintext: plain.toString('base64'), CiphertextBlob: blob.toString('base64') };
}

function decrypt(input: Input, master: Buffer, keyArn: string): object {
  const context = contextOf(input);
  const text = input['CiphertextBlob'];
  if (typeof text !== 'string' || text === '') throw invalid("Value null at 'ciphertextBlob' must not be null");
  if (input['KeyId'] !== undefined) requireKey(input['KeyId'], keyArn);
  const blob = parseBlob(Buffer.from(text, 'base64'));
  const plain = blob && open(master, blob, context);
  // No message: the service does not say what is wrong with a ciphertext.
  if (!plain) throw new AwsError('InvalidCiphertextException', '');
  return { KeyId: keyArn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT', Plaintext: plain.toString('base64') };
}

function describeKey(input: Input, keyArn: string): object {
  requireKey(input['KeyId'], keyArn);
  const KeyMetadata = {
    AWSAccountId: localAccount,
    KeyId: keyId,
    Arn: keyArn,
    Enabled: true,
    KeyState: 'Enabled',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    KeyManager: 'CUSTOMER',
    Origin: 'AWS_KMS',
    MultiRegion: false,
  };
  return { KeyMetadata };
}

function requireKey(given: unknown, keyArn: string): void {
  if (given === keyArn || given === keyId) return;
  if (typeof given !== 'string') throw invalid("Value null at 'keyId' must not be null");
  throw new AwsError('NotFoundException', `Key '${given}' does not exist`);
}

function contextOf({ EncryptionContext: given = {} }: Input): EncryptionContext {
  const isMap = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (!isMap || Object.values(given).some((value) => typeof value !== 'string'))
    throw new AwsError('SerializationException', 'EncryptionContext is a map of strings.');
  return given as EncryptionContext;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
