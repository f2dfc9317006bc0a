import type { Range, Row, Store, Write } from 'dynalite/db/index.js';

/**
 * A store as one of dynalite's actions on one item sees it. dynalite writes an item and each of its
 * index entries one by one; behind an overlay they become one batch on the root store, which
 * `kill -9` cannot tear.
 */
export interface Overlay {
  readonly store: Store;
  /** What the action wants written and what is not written yet. */
  readonly writes: Write[];
  /** The item that the action found. */
  found(): Row | undefined;
}

/** For an action by itself: it takes the item's lock, and its writes are committed before it lets go. */
export function writeThrough(store: Store): Overlay {
  return overlay(store, (range, prefix, writes) => ({
    lock: range.lock,
    put: (key, value, done) => store.db.batch([...writes, { type: 'put', key: prefix + key, value }], done),
    del: (key, done) => store.db.batch([...writes, { type: 'del', key: prefix + key }], done),
  }));
}

/** For an action under locks that the caller holds: nothing is written, `writes` says what would be. */
export function rehearsal(store: Store): Overlay {
  return overlay(store, (_, prefix, writes) => ({
    lock: (_key, critical) => critical((done) => done),
    ...collector(prefix, writes),
  }));
}

type Writer = Pick<Range, 'put' | 'del'>;
type ItemWriter = (range: Range, prefix: string, writes: Write[]) => Writer & Pick<Range, 'lock'>;

function overlay(store: Store, itemWriter: ItemWriter): Overlay {
  const writes: Write[] = [];
  let found: Row | undefined;
  const getItemDb = (table: string): Range => {
    const range = store.getItemDb(table);
    const get: Range['get'] = (key, done) =>
      range.get(key, (error, value) => {
        found = value as Row | undefined;
        done(error, value);
      });
    return { get, ...itemWriter(range, itemPrefix(table), writes) };
  };
  const getIndexDb: Store['getIndexDb'] = (kind, table, index) => ({
    ...store.getIndexDb(kind, table, index),
    ...collector(`index-${kind.toLowerCase()}~${table}~${index}~`, writes),
  });
  return { store: { ...store, getItemDb, getIndexDb }, writes, found: () => found };
}

function collector(prefix: string, writes: Write[]): Writer {
  return {
    put: (key, value, done) => {
      writes.push({ type: 'put', key: prefix + key, value });
      done(null);
    },
    del: (key, done) => {
      writes.push({ type: 'del', key: prefix + key });
      done(null);
    },
  };
}

/** How the keys of a table's items begin in the root store. */
export function itemPrefix(table: string): string {
  return `item-${table}~`;
}
