/** What this project uses of dynalite 4.0.0, which has no types of its own. */
declare module 'dynalite/db/index.js' {
  import type { Readable } from 'node:stream';

  namespace db {
    /** Attribute values as they travel: `{ S: '...' }`, `{ N: '1' }`. */
    type Row = Record<string, Record<string, unknown>>;

    type Done<T = unknown> = (error: unknown, value?: T) => void;

    interface Write {
      readonly type: 'put' | 'del';
      readonly key: string;
      readonly value?: unknown;
    }

    /** A table or an index: the range of keys of the root store that begin with its name and `~`. */
    interface Range {
      get(key: string, done: Done): void;
      put(key: string, value: unknown, done: Done): void;
      del(key: string, done: Done): void;
      /** Runs `critical` when nobody else holds `key`; what `release(f)` returns releases, then calls `f`. */
      lock(
        key: string,
        critical: (release: <A extends unknown[]>(done: (...values: A) => void) => (...values: A) => void) => void,
      ): void;
    }

    /** Of keys; a bound that is absent does not bind. */
    interface KeyRange {
      readonly gt?: string;
      readonly gte?: string;
      readonly lt?: string;
      readonly lte?: string;
      readonly reverse?: boolean;
    }

    /** Of at most so many keys; a negative limit is none. */
    type LimitedRange = KeyRange & { readonly limit?: number };

    interface Entries extends AsyncIterable<[string, unknown]> {
      /** All that are left; closes the iterator. */
      all(): Promise<[string, unknown][]>;
    }

    /** The one LevelDB under everything, with JSON values. */
    interface Root {
      open(): Promise<void>;
      close(): Promise<void>;
      get(key: string): Promise<unknown>;
      get(key: string, done: Done): void;
      getSync(key: string): unknown;
      put(key: string, value: unknown): Promise<void>;
      del(key: string): Promise<void>;
      batch(writes: readonly Write[]): Promise<void>;
      batch(writes: readonly Write[], done: Done): void;
      iterator(range: LimitedRange): Entries;
      createValueStream(range: LimitedRange): Readable;
    }

    interface Table {
      readonly TableName: string;
      readonly TableStatus: string;
      readonly KeySchema: readonly { readonly AttributeName: string }[];
    }

    interface Store {
      readonly db: Root;
      readonly lifecycleManager: { gracefulClose(): Promise<void> };
      /** The descriptions of the tables by name. */
      readonly tableDb: Range;
      getTable(name: string, ...rest: [done: Done<Table>] | [checkStatus: boolean, done: Done<Table>]): void;
      getItemDb(table: string): Range;
      getIndexDb(kind: string, table: string, index: string): Range;
    }

    interface Options {
      /** A LevelDB folder; absent keeps everything in memory. */
      readonly path?: string;
      /** Milliseconds that a table stays in CREATING. */
      readonly createTableMs?: number;
      readonly deleteTableMs?: number;
      readonly updateTableMs?: number;
    }
  }

  const db: {
    create(options: db.Options): db.Store;
    createKey(row: db.Row, table: db.Table): string;
    /** What is wrong with a key for this table. */
    validateKey(key: db.Row, table: db.Table): Error | undefined;
  };
  export = db;
}

declare module 'dynalite/validations/index.js' {
  import type { Store } from 'dynalite/db/index.js';

  const validations: {
    /** A copy that holds what the types name; what they do not name is deleted from `data`. Throws a failure. */
    checkTypes(data: Record<string, unknown>, types: object): Record<string, unknown>;
    /** Throws a failure; adds the parsed expressions to `data`. */
    checkValidations(data: Record<string, unknown>, types: object, custom: unknown, store: Store): void;
  };
  export = validations;
}

declare module 'dynalite' {
  import type { Server } from 'node:http';
  import type { Options } from 'dynalite/db/index.js';

  /** dynalite's own server, which does not listen yet. Its `close` also closes the store. */
  function dynalite(options?: Options): Server;
  export = dynalite;
}
