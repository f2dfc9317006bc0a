import type { Done, Store, Table } from 'dynalite/db/index.js';

/**
 * A store that remembers the descriptions of its tables. dynalite reads one from disk for every action on items, which
 * costs as much as the item itself. Whatever changes a description goes through `tableDb`, at whose writes all are
 * forgotten.
 */
export function withTablesInMemory(store: Store): Store {
  const known = new Map<string, Table>();
  let changes = 0;
  const forget = (): void => {
    changes += 1;
    known.clear();
  };
  /** Before a write and after it: what was read in between may be either description. */
  const around =
    <T>(done: Done<T>): Done<T> =>
    (error, value) => {
      forget();
      done(error, value);
    };
  const { tableDb } = store;
  const { put, del } = tableDb;
  tableDb.put = (key, value, done) => {
    forget();
    put(key, value, around(done));
  };
  tableDb.del = (key, done) => {
    forget();
    del(key, around(done));
  };
  const getTable = (name: string, ...rest: [Done<Table>] | [boolean, Done<Table>]): void => {
    // The actions on tables ask with a flag and change what they get.
    if (rest.length === 2) return store.getTable(name, ...rest);
    const [done] = rest;
    const found = known.get(name);
    // Later, as dynalite does.
    if (found !== undefined) {
      process.nextTick(done, null, found);
      return;
    }
    const before = changes;
    store.getTable(name, (error, table) => {
      if (!error && table !== undefined && changes === before) known.set(name, table);
      done(error, table);
    });
  };
  return { ...store, getTable };
}
