import db from 'dynalite/db/index.js';
import type { Row, Store, Table } from 'dynalite/db/index.js';
import type { Json } from './action.js';

/** One item of one table. */
export interface ItemKey {
  readonly table: string;
  /** dynalite's text of the key, with which it locks and stores the item. */
  readonly key: string;
}

/**
 * The item that a row or key belongs to. `undefined` when there is no such table or the key does not
 * fit it: then there is nothing to lock, and the action says what is wrong.
 */
export async function itemKey(store: Store, { TableName: table, Item, Key }: Json): Promise<ItemKey | undefined> {
  const found = await getTable(store, String(table));
  if (found === undefined) return undefined;
  const row = (Item ?? Key) as Row;
  const names = found.KeySchema.map(({ AttributeName }) => AttributeName);
  const key = Object.fromEntries(names.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
  // `null` and `undefined` both mean that nothing is wrong.
  if (db.validateKey(key, found)) return undefined;
  return { table: found.TableName, key: db.createKey(key, found) };
}

/** A table that exists. */
export function getTable(store: Store, name: string): Promise<Table | undefined> {
  return new Promise((resolve) => store.getTable(name, (error, table) => resolve(error ? undefined : table)));
}

/**
 * Runs `critical` while it holds the locks that dynalite's writes of single items take as well. All
 * are asked for at once, and each is handed on in the order of asking: two holders never wait for
 * one another. The keys have to be distinct.
 */
export async function underLocks<T>(store: Store, keys: readonly ItemKey[], critical: () => Promise<T>): Promise<T> {
  const releases = await Promise.all(keys.map((key) => lock(store, key)));
  try {
    return await critical();
  } finally {
    for (const release of releases) release();
  }
}

function lock(store: Store, { table, key }: ItemKey): Promise<() => void> {
  return new Promise((resolve) => store.getItemDb(table).lock(key, (release) => resolve(release(() => {}))));
}
