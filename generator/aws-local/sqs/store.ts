import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueueState } from './queue.js';

/** Where a queue's messages are kept. */
export interface QueueStore {
  readonly earlier: QueueState | undefined;
  /** When it returns, the state survives the process. */
  readonly save: (state: QueueState) => void;
}

/**
 * Opens the file of a queue; without a folder, messages end with the process.
 *
 * @throws Error when the file holds something else: to begin anew would lose messages
 */
export function openQueueStore(name: string, directory: string | undefined): QueueStore {
  if (directory === undefined) return { earlier: undefined, save: () => undefined };
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, `${name}.json`);
  return {
    earlier: readState(file),
    // A rename replaces the file as a whole, so that a kill leaves the old list or the new one.
    save(state) {
      writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function readState(file: string): QueueState | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as QueueState;
  } catch (error) {
    throw new Error(`${file} holds no messages of a queue`, { cause: error });
  }
}
