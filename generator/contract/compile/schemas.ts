import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import type { NamedSchema } from '../model/contract.js';
import type { NameRegistry } from '../model/name-registry.js';
import type { Schema } from '../model/schema.js';
import { child, isMapping, type Cursor } from '../read/cursor.js';
import { isReference, type References } from '../resolve/references.js';
import { annotationsOf } from './annotations.js';
import { effectiveDefault, fitsDefault } from './defaults.js';
import type { NameVariant } from './directions.js';
import { finishNamed, nameVariant, registerComponents } from './named-schemas.js';
import { readOwnKeywords } from './schema-compositions.js';
import type { SchemaReading } from './schema-reading.js';
import { readReference } from './schema-references.js';

/** Reads schemas. Component schemas become named ones; all others are part of where they stand. */
export interface SchemaReader {
  readonly read: (cursor: Cursor) => Schema;
  /** All named schemas, sorted by name; call once everything has been read. */
  readonly finish: () => readonly NamedSchema[];
  /** Gives a variant of a named schema a name and a file. */
  readonly nameVariant: NameVariant;
}

/** Makes the schema reader of a contract. `draft` tells OpenAPI 3.0's dialect from JSON Schema 2020-12. */
export function createSchemaReader(
  references: References,
  registry: NameRegistry,
  { draft, undeclaredKeys }: Pick<SchemaReading, 'draft' | 'undeclaredKeys'>,
  reporter: Reporter,
): SchemaReader {
  const reading: SchemaReading = {
    references,
    registry,
    draft,
    undeclaredKeys,
    reporter,
    named: new Map(),
    built: new Map(),
    inlining: new Set(),
    looking: new Set(),
    read: (cursor) => readSchema(cursor, reading),
    readOwn: (cursor) => readOwnKeywords(cursor, reading),
    find: (name) => findNamed(name, reading),
  };
  registerComponents(reading);
  return {
    read: reading.read,
    finish: () => finishNamed(reading.named, reading.built, reading.read, reporter),
    nameVariant: (name, kind) => nameVariant(name, kind, reading),
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
  return withDefault(cursor, schema, reading);
}

/** The default of a schema, checked against what it refers to: annotations beside a `$ref` count, too. */
function withDefault(cursor: Cursor, schema: Schema, reading: SchemaReading): Schema {
  const given = child(cursor, 'default');
  if (!given) {
    const inherited = schema.kind === 'allOf' ? effectiveDefault(schema, reading.find) : schema.default;
    return inherited === schema.default ? schema : { ...schema, default: inherited };
  }
  // OpenAPI 3.0 ignores what stands beside a reference.
  if (reading.draft === '3.0' && isReference(cursor)) return schema;
  if (fitsDefault(schema, given.value, reading.find)) return { ...schema, default: { value: given.value } };
  if (given.value !== null || !schema.nullable) reportDefault(given, schema, reading.reporter);
  return schema;
}

/** An object's default is not taken, which is no fault of it. */
function reportDefault(given: Cursor, schema: Schema, reporter: Reporter): void {
  if (isMapping(given.value)) return;
  const what = schema.kind === 'reference' ? schema.name : `kind ${schema.kind}`;
  reporter.report(diagnostic('AW211', given.at, `the default is not of ${what}`));
}

/** A named schema before all have been read; undefined while it is being read, as a schema that contains itself is. */
function findNamed(name: string, reading: SchemaReading): Schema | undefined {
  const known = reading.built.get(name);
  if (known || reading.looking.has(name)) return known;
  const naming = [...reading.named.values()].find((one) => one.name === name);
  if (!naming) return undefined;
  reading.looking.add(name);
  const schema = reading.read(naming.cursor);
  reading.looking.delete(name);
  return schema;
}
