import { mkdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import db from 'dynalite/db/index.js';
import type { Done, KeyRange, LimitedRange, Root, Store, Write } from 'dynalite/db/index.js';
import { groupedWriter } from '../grouped-writer.js';
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
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return await prepared(db.create({ ...atOnce, path: directory }));
  } catch (error) {
    throw new FolderUnavailable(directory, causeCode(error) === 'LEVEL_LOCKED', error);
  }
}

async function prepared(store: Store): Promise<Store> {
  await store.db.open();
  readAtOnce(store.db);
  writeTogether(store.db);
  store.db.createValueStream = (range) => Readable.from(valuesIn(store.db, range));
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

/** Writes that come during a write are one batch: under load a thread is woken for many of them. */
function writeTogether(root: Root): void {
  const batch = root.batch.bind(root);
  const write = groupedWriter((writes: readonly Write[]) => batch(writes), { stopsAtFailure: false });
  root.batch = ((writes: readonly Write[], done?: Done) => {
    const written = write(writes);
    if (done === undefined) return written;
    written.then(() => done(null), done);
    return undefined;
  }) as Root['batch'];
}

/** So many items are read at once: a page of a query is seldom longer. */
const chunk = 100;

/**
 * The values of a range. No iterator stays open while somebody thinks about a value: dynalite often stops in the middle,
 * and what is never closed keeps LevelDB's memory for good.
 */
async function* valuesIn(root: Root, { limit = -1, ...range }: LimitedRange): AsyncGenerator<unknown> {
  let left = limit < 0 ? Number.POSITIVE_INFINITY : limit;
  for (let rest: KeyRange = range; left > 0;) {
    const asked = Math.min(chunk, left);
    const entries = await root.iterator({ ...rest, limit: asked }).all();
    for (const [, value] of entries) yield value;
    const [last] = entries.at(-1) ?? [];
    if (last === undefined || entries.length < asked) return;
    left -= entries.length;
    rest = after(last, rest);
  }
}

/** What is left of a range beyond a key. */
function after(key: string, range: KeyRange): KeyRange {
  const passed = range.reverse ? ['lt', 'lte'] : ['gt', 'gte'];
  const rest = Object.fromEntries(Object.entries(range).filter(([name]) => !passed.includes(name)));
  return range.reverse ? { ...rest, lt: key } : { ...rest, gt: key };
}

function causeCode(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}
