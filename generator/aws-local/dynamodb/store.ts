import { mkdir } from 'node:fs/promises';
import db from 'dynalite/db/index.js';
import type { Done, Root, Store } from 'dynalite/db/index.js';
import { withTablesInMemory } from './tables-in-memory.js';

/** The data folder cannot be opened. `cause` is LevelDB's error. */
export class FolderUnavailable extends Error {
  override readonly name = 'FolderUnavailable';
  constructor(
    readonly directory: string,
    /** Whether another engine has it open, in this or another process. */
    readonly inUse: boolean,
    cause: unknown,
  ) {
    super(inUse ? `The data folder ${directory} is in use.` : `The data folder ${directory} cannot be opened.`, {
      cause,
    });
  }
}

/** A table is there as soon as it was asked for. */
const atOnce = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };

/**
 * Opens the store of a data folder, which is made if it is missing; without one, a store in memory.
 *
 * @throws FolderUnavailable
 */
export async function openStore(directory: string | undefined): Promise<Store> {
  if (directory === undefined) return prepared(db.create(atOnce));
  try {
    await mkdir(directory, { recursive: true });
    return await prepared(db.create({ ...atOnce, path: directory }));
  } catch (error) {
    throw new FolderUnavailable(directory, causeCode(error) === 'LEVEL_LOCKED', error);
  }
}

async function prepared(store: Store): Promise<Store> {
  await store.db.open();
  readAtOnce(store.db);
  return withTablesInMemory(store);
}

/**
 * Reads without a thread: what LevelDB or the page cache has in memory is there before another thread could be woken.
 * dynalite's callback comes later all the same, as it expects.
 */
function readAtOnce(root: Root): void {
  const later = (key: string, done: Done): void => {
    let value: unknown;
    try {
      value = root.getSync(key);
    } catch (error) {
      done(error);
      return;
    }
    done(null, value);
  };
  root.get = ((key: string, done?: Done) => {
    if (done === undefined) return Promise.resolve().then(() => root.getSync(key));
    process.nextTick(later, key, done);
    return undefined;
  }) as Root['get'];
}

function causeCode(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}
