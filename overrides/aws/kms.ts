import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { environment } from '../../generated/http/environment.js';
import { traced } from '../../generated/http/tracing.js';

const kms = /* @__PURE__ */ traced(
  /* @__PURE__ */ new KMSClient({
    maxAttempts: 2,
    // A third less CPU for each call. The first command of each kind stays in memory: ids and a data key that is encrypted.
    cacheMiddleware: true,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  }),
);

/** What a data key is bound to. KMS logs it in plain text, so it holds ids and no secrets. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** A fresh AES-256 key, in plain and as only KMS can read it. */
export interface DataKey {
  /** 32 bytes. Whoever asked for it overwrites it after use. */
  readonly plaintext: Uint8Array;
  readonly encrypted: Uint8Array;
}

/** `GenerateDataKey` under the key `DATA_KEY_ID`. */
export async function generateDataKey(context: EncryptionContext): Promise<DataKey> {
  const { Plaintext, CiphertextBlob } = await kms.send(
    new GenerateDataKeyCommand({
      KeyId: environment('DATA_KEY_ID'),
      KeySpec: 'AES_256',
      EncryptionContext: { ...context },
    }),
  );
  if (Plaintext === undefined || CiphertextBlob === undefined) throw new Error('KMS answered no data key.');
  return { plaintext: Plaintext, encrypted: CiphertextBlob };
}

/**
 * `Decrypt` of a data key. The key's id is named, so that a ciphertext of another key is refused.
 *
 * @throws InvalidCiphertextException when the context is not the one of its making, and the other errors of KMS
 */
export async function decryptDataKey(encrypted: Uint8Array, context: EncryptionContext): Promise<Uint8Array> {
  const { Plaintext } = await kms.send(
    new DecryptCommand({
      KeyId: environment('DATA_KEY_ID'),
      CiphertextBlob: encrypted,
      EncryptionContext: { ...context },
    }),
  );
  if (Plaintext === undefined) throw new Error('KMS answered no data key.');
  return Plaintext;
}
