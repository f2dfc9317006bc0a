import type { Annotations, Schema } from '../model/schema.js';
import { isMapping, type Cursor } from '../read/cursor.js';
import { placeKey } from '../resolve/references.js';
import { annotationKeys, annotationsOf, defined, readNullable } from './annotations.js';
import { nameExternal, nameRecursive, type Naming } from './named-schemas.js';
import type { SchemaReading } from './schema-reading.js';

/** Reads a schema with `$ref`: a reference to a named schema, or what stands at an unnamed one. */
export function readReference(cursor: Cursor, reading: SchemaReading): Schema {
  const { references, named, inlining } = reading;
  const annotations = annotationsOf(cursor);
  readNullable(cursor, reading.draft, reading.reporter);
  const target = references.target(cursor);
  if (!target) return { ...annotations, kind: 'any' };
  const place = placeKey(target);
  const naming = named.get(place) ?? nameExternal(target, reading);
  if (naming) return withSiblings(cursor, referenceTo(naming, annotations), reading);
  // It contains itself: it is emitted under a name after all.
  if (inlining.has(place)) return referenceTo(nameRecursive(target, reading), annotations);
  inlining.add(place);
  const schema = reading.read(target);
  inlining.delete(place);
  const recursive = named.get(place);
  if (recursive) return withSiblings(cursor, referenceTo(recursive, annotations), reading);
  return { ...schema, ...defined(annotations), nullable: schema.nullable };
}

function referenceTo(naming: Naming | undefined, annotations: Annotations): Schema {
  return naming ? { ...annotations, kind: 'reference', name: naming.name } : { ...annotations, kind: 'any' };
}

/** JSON Schema 2020-12 allows keywords beside `$ref`; OpenAPI 3.0 ignores them. */
function withSiblings(cursor: Cursor, reference: Schema, { draft, readOwn }: SchemaReading): Schema {
  if (draft === '3.0' || !isMapping(cursor.value)) return reference;
  const rest = Object.keys(cursor.value).filter((key) => key !== '$ref' && !annotationKeys.has(key));
  if (rest.length === 0) return reference;
  const { $ref: _reference, ...value } = cursor.value;
  return { ...annotationsOf(cursor), kind: 'allOf', members: [reference, readOwn({ ...cursor, value })] };
}
