import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import type { NamedSchema } from '../model/contract.js';
import type { NameRegistry } from '../model/name-registry.js';
import type { Schema } from '../model/schema.js';
import { child, isMapping, type Cursor } from '../read/cursor.js';
import { isReference, type References } from '../resolve/references.js';
import { annotationsOf } from './annotations.js';
import { fitsDefault } from './defaults.js';
import { finishNamed, registerComponents } from './named-schemas.js';
import { readOwnKeywords } from './schema-compositions.js';
import type { SchemaReading } from './schema-reading.js';
import { readReference } from './schema-references.js';

/** Reads schemas. Component schemas become named ones; all others are part of where they stand. */
export interface SchemaReader {
  readonly read: (cursor: Cursor) => Schema;
  /** All named schemas, sorted by name; call once everything has been read. */
  readonly finish: () => readonly NamedSchema[];
}

/** Makes the schema reader of a contract. `draft` tells OpenAPI 3.0's dialect from JSON Schema 2020-12. */
export function createSchemaReader(
  references: References,
  registry: NameRegistry,
  draft: '3.0' | '2020-12',
  reporter: Reporter,
): SchemaReader {
  const reading: SchemaReading = {
    references,
    registry,
    draft,
    reporter,
    named: new Map(),
    built: new Map(),
    inlining: new Set(),
    read: (cursor) => readSchema(cursor, reading),
    readOwn: (cursor) => readOwnKeywords(cursor, reading),
  };
  registerComponents(reading);
  return {
    read: reading.read,
    finish: () => finishNamed(reading.named, reading.built, reading.read, reporter),
  };
}

function readSchema(cursor: Cursor, reading: SchemaReading): Schema {
  if (cursor.value === true) return { ...annotationsOf(cursor), kind: 'any' };
  if (cursor.value === false) return { ...annotationsOf(cursor), kind: 'never' };
  if (!isMapping(cursor.value)) {
    reading.reporter.report(diagnostic('AW217', cursor.at, 'a schema must be a mapping'));
    return { ...annotationsOf(cursor), kind: 'any' };
  }
  const schema = isReference(cursor) ? readReference(cursor, reading) : readOwnKeywords(cursor, reading);
  return withDefault(cursor, schema, reading.reporter);
}

function withDefault(cursor: Cursor, schema: Schema, reporter: Reporter): Schema {
  const given = child(cursor, 'default');
  if (!given || (given.value === null && schema.nullable)) return schema;
  if (fitsDefault(schema, given.value)) return { ...schema, default: { value: given.value } };
  if (schema.kind !== 'reference' && schema.kind !== 'union' && schema.kind !== 'allOf') {
    reporter.report(diagnostic('AW211', given.at, `the default is not of kind ${schema.kind}`));
  }
  return schema;
}
