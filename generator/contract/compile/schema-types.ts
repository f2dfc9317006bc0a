import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { Annotations, ArraySchema, ObjectSchema, Property, Schema } from '../model/schema.js';
import { child, fields, flag, isMapping, items, number, strings, type Cursor } from '../read/cursor.js';
import { childPointer } from '../read/pointer.js';
import { isReference } from '../resolve/references.js';
import { emptyAnnotations } from './annotations.js';
import { readNumber, readString } from './schema-keywords.js';
import type { SchemaReading } from './schema-reading.js';
import { isEvaluatedByDeclaration } from './unevaluated-properties.js';

/** Reads the keywords of one type. */
export function readType(type: string, cursor: Cursor, annotations: Annotations, reading: SchemaReading): Schema {
  switch (type) {
    case 'string':
      return readString(cursor, annotations, reading.reporter);
    case 'integer':
    case 'number':
      return readNumber(type, cursor, annotations);
    case 'boolean':
      return { ...annotations, kind: 'boolean' };
    case 'array':
      return readArray(cursor, annotations, reading);
    case 'object':
      return readObject(cursor, annotations, reading);
    default: {
      const at = { file: cursor.at.file, pointer: childPointer(cursor.at.pointer, 'type') };
      reading.reporter.report(diagnostic('AW217', at, `"${type}" is no type`));
      return { ...annotations, kind: 'any' };
    }
  }
}

function readArray(cursor: Cursor, annotations: Annotations, { read }: SchemaReading): ArraySchema {
  const rest = child(cursor, 'items');
  return {
    ...annotations,
    kind: 'array',
    prefix: items(child(cursor, 'prefixItems')).map(read),
    items: rest && rest.value !== false ? read(rest) : rest ? { ...emptyAnnotations(rest), kind: 'never' } : undefined,
    minItems: number(cursor, 'minItems'),
    maxItems: number(cursor, 'maxItems'),
    uniqueItems: flag(cursor, 'uniqueItems'),
  };
}

function readObject(cursor: Cursor, annotations: Annotations, reading: SchemaReading): ObjectSchema {
  const properties = readProperties(cursor, reading);
  return {
    ...annotations,
    kind: 'object',
    properties,
    additional: readAdditional(cursor, reading),
    propertyNames: properties.length === 0 ? readPropertyNames(cursor, reading) : undefined,
    minProperties: number(cursor, 'minProperties'),
    maxProperties: number(cursor, 'maxProperties'),
  };
}

/** The declared properties, and those that are only required. */
function readProperties(cursor: Cursor, { read, reporter }: SchemaReading): Property[] {
  const required = new Set(strings(cursor, 'required'));
  const declared = fields(child(cursor, 'properties')).map(([name, property]): Property => {
    const schema = read(property);
    if (schema.readOnly && schema.writeOnly) {
      const fix = 'Keep one of the two.';
      const message = `"${name}", both readOnly and writeOnly, is part of neither requests nor answers`;
      reporter.report(diagnostic('AW218', property.at, message, { fix }));
    }
    return { name, required: required.delete(name), schema };
  });
  const others = [...required].map((name): Property => {
    return { name, required: true, schema: { ...emptyAnnotations(cursor), kind: 'any' } };
  });
  return [...declared, ...others];
}

function readAdditional(
  cursor: Cursor,
  { read, undeclaredKeys, references }: SchemaReading,
): ObjectSchema['additional'] {
  const isTold = isEvaluatedByDeclaration(cursor, references);
  const unevaluated = isTold ? child(cursor, 'unevaluatedProperties') : undefined;
  const additional = child(cursor, 'additionalProperties') ?? unevaluated;
  // Pattern properties are not checked; refusing what only they allow would be worse than letting it pass.
  if (child(cursor, 'patternProperties')) return true;
  // What is stored holds what its entity declares, whatever a caller may send.
  const isKept = undeclaredKeys === 'keep' && child(cursor, 'x-authwright-entity') === undefined;
  if (!additional) return isKept ? true : 'unspecified';
  return typeof additional.value === 'boolean' ? additional.value : read(additional);
}

/** The names of a map; a name is a string even where the schema does not say so. */
function readPropertyNames(cursor: Cursor, { read }: SchemaReading): Schema | undefined {
  const names = child(cursor, 'propertyNames');
  if (!names || !isMapping(names.value)) return undefined;
  return read(isReference(names) ? names : { ...names, value: { type: 'string', ...names.value } });
}
