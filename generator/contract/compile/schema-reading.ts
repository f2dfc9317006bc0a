import type { Schema } from '../model/schema.js';
import type { Cursor } from '../read/cursor.js';
import type { FindSchema } from './defaults.js';
import type { NamingContext } from './named-schemas.js';

/** What the readers of schemas share while a contract is read. */
export interface SchemaReading extends NamingContext {
  /** OpenAPI 3.0's dialect, or JSON Schema 2020-12. */
  readonly draft: '3.0' | '2020-12';
  /** What becomes of keys of an object that no schema declares or refuses. */
  readonly undeclaredKeys: 'drop' | 'keep';
  /** The named schemas that have been read, by name. */
  readonly built: Map<string, Schema>;
  /** The places of unnamed schemas that are being read: one that is met again contains itself. */
  readonly inlining: Set<string>;
  /** The names of schemas that are read ahead of their turn, for the defaults of what refers to them. */
  readonly looking: Set<string>;
  /** The schema of a name, read ahead if need be; undefined while it is being looked for. */
  readonly find: FindSchema;
  /** Reads any schema. */
  readonly read: (cursor: Cursor) => Schema;
  /** Reads a schema without following its `$ref`. */
  readonly readOwn: (cursor: Cursor) => Schema;
}
