import type { Reporter } from '../../diagnostics/diagnostic.js';
import type { NameRegistry } from '../model/naming.js';
import type { Schema } from '../model/schema.js';
import type { Cursor } from '../read/cursor.js';
import type { References } from '../resolve/references.js';
import type { Naming } from './named-schemas.js';

/** What the readers of schemas share while a contract is read. */
export interface SchemaReading {
  readonly references: References;
  readonly registry: NameRegistry;
  /** OpenAPI 3.0's dialect, or JSON Schema 2020-12. */
  readonly draft: '3.0' | '2020-12';
  readonly reporter: Reporter;
  /** The schemas that are emitted under a name of their own, by their place. */
  readonly named: Map<string, Naming>;
  /** Those of them that have been read, by name. */
  readonly built: Map<string, Schema>;
  /** The places of unnamed schemas that are being read: one that is met again contains itself. */
  readonly inlining: Set<string>;
  /** Reads any schema. */
  readonly read: (cursor: Cursor) => Schema;
  /** Reads a schema without following its `$ref`. */
  readonly readOwn: (cursor: Cursor) => Schema;
}
