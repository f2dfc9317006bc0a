import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptCommand,
  DescribeKeyCommand,
  GenerateDataKeyCommand,
  InvalidCiphertextException,
  KMSClient,
  NotFoundException,
} from '@aws-sdk/client-kms';
import { afterEach, expect, test } from 'vitest';
import { startEndpoint } from '../../../generator/aws-local/endpoint/index.js';
import { createKms } from '../../../generator/aws-local/kms/index.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function start(directory?: string) {
  const engine = createKms({ region: 'eu-central-1', ...(directory === undefined ? {} : { directory }) });
  const endpoint = await startEndpoint({ engines: [engine] });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new KMSClient({ endpoint: endpoint.url, region: 'eu-central-1', credentials });
  cleanups.push(async () => (client.destroy(), await endpoint.close()));
  const generate = (EncryptionContext: Record<string, string> = {}) =>
    client.send(new GenerateDataKeyCommand({ KeyId: engine.keyArn, KeySpec: 'AES_256', EncryptionContext }));
  const decrypt = (CiphertextBlob: Uint8Array, EncryptionContext: Record<string, string> = {}) =>
    client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  return { engine, client, generate, decrypt };
}

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'authwright-kms-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return join(directory, 'kms');
}

test('a data key comes back from its ciphertext, with its context in any order', async () => {
  const { engine, generate, decrypt } = await start();
  const key = await generate({ user: '1', purpose: 'totp' });
  expect([key.KeyId, key.Plaintext?.length]).toEqual([engine.keyArn, 32]);
  const again = await decrypt(key.CiphertextBlob!, { purpose: 'totp', user: '1' });
  expect(again).toMatchObject({ KeyId: engine.keyArn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
  expect(again.Plaintext).toEqual(key.Plaintext);
  expect(Buffer.from(key.CiphertextBlob!).includes(Buffer.from(key.Plaintext!))).toBe(false);
  expect((await generate()).Plaintext).not.toEqual((await generate()).Plaintext);
});

test('another context opens nothing', async () => {
  const { generate, decrypt } = await start();
  const { CiphertextBlob } = await generate({ user: '1' });
  for (const context of [{}, { user: '2' }, { user: '1', more: '' }, { User: '1' }, { 'user","1': '' }])
    await expect(decrypt(CiphertextBlob!, context as Record<string, string>)).rejects.toBeInstanceOf(
      InvalidCiphertextException,
    );
});

test('no byte of a ciphertext can be changed, added or left out', async () => {
  const { generate, decrypt } = await start();
  const blob = (await generate()).CiphertextBlob!;
  const changed = Array.from(blob, (_, at) => blob.map((byte, index) => (index === at ? byte ^ 1 : byte)));
  const cut = [1, 4, 12, 36, 40, 60, blob.length - 1].map((length) => blob.slice(0, length));
  const longer = Buffer.concat([blob, Buffer.from([0])]);
  for (const wrong of [...changed, ...cut, longer])
    await expect(decrypt(wrong)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
});

test('another engine has another key, the same folder the same', async () => {
  const directory = await folder();
  const first = await start(directory);
  const { CiphertextBlob, Plaintext } = await first.generate();
  expect((await (await start(directory)).decrypt(CiphertextBlob!)).Plaintext).toEqual(Plaintext);
  await expect((await start()).decrypt(CiphertextBlob!)).rejects.toBeInstanceOf(InvalidCiphertextException);
  const file = join(directory, 'master.key');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file)).toHaveLength(32);
});

test('a broken key file is an error, not a new key', async () => {
  const directory = await folder();
  createKms({ region: 'eu-central-1', directory });
  await writeFile(join(directory, 'master.key'), '');
  expect(() => createKms({ region: 'eu-central-1', directory })).toThrow(/is no key/);
});

test('the key describes itself, and other keys do not exist', async () => {
  const { client, engine, generate } = await start();
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: engine.keyArn }));
  expect(KeyMetadata).toMatchObject({ Arn: engine.keyArn, KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT' });
  const foreign = new GenerateDataKeyCommand({ KeyId: 'other', KeySpec: 'AES_256' });
  await expect(client.send(foreign)).rejects.toBeInstanceOf(NotFoundException);
  const { CiphertextBlob } = await generate();
  await expect(client.send(new DecryptCommand({ CiphertextBlob, KeyId: 'other' }))).rejects.toBeInstanceOf(
    NotFoundException,
  );
  const small = new GenerateDataKeyCommand({ KeyId: engine.keyArn, KeySpec: 'AES_128' });
  await expect(client.send(small)).rejects.toMatchObject({ name: 'ValidationException' });
});
