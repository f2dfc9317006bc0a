import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** AES-256. */
export const keyBytes = 32;

/**
 * The master key of a folder, made if it is missing; without a folder, one that ends with the process.
 *
 * @throws Error when the file holds something else: a new key would make all ciphertexts unreadable
 */
export function masterKey(directory: string | undefined): Buffer {
  if (directory === undefined) return randomBytes(keyBytes);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'master.key');
  const key = read(file) ?? create(file);
  if (key.length !== keyBytes) throw new Error(`${file} is no key of ${keyBytes} bytes`);
  return key;
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Linked when it is complete: a process that dies leaves no half key, and of two the first one's key counts. */
function create(file: string): Buffer {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, randomBytes(keyBytes), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file);
}
