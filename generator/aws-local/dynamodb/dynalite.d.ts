/** What this project uses of dynalite 4.0.0, which has no types of its own. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** A LevelDB folder; absent keeps everything in memory. */
    readonly path?: string;
    /** Milliseconds that a table stays in CREATING. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** A server that does not listen yet. Its `close` also closes the store. */
  function dynalite(options?: DynaliteOptions): Server;
  export = dynalite;
}

/** The store behind the server: one LevelDB, in which every table and index is a range of keys. */
declare module 'dynalite/db/index.js' {
  interface Store {
    readonly db: { open(): Promise<void>; close(): Promise<void> };
  }

  const db: { create(options: { readonly path: string }): Store };
  export = db;
}
