import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, flag, items, number, strings, text, type Cursor } from '../read/cursor.js';
import { childPointer } from '../read/pointer.js';
import type { Annotations, Schema } from '../model/schema.js';
import { isRegularExpression, reportPattern } from './patterns.js';

/** The declared types; none where the schema declares none. */
export function typesOf(cursor: Cursor): string[] {
  const declared = child(cursor, 'type')?.value;
  if (typeof declared === 'string') return [declared];
  return Array.isArray(declared) ? strings(cursor, 'type') : [];
}

/** The types that the keywords of a schema are about. */
export function impliedTypes(cursor: Cursor): string[] {
  const has = (...keys: string[]): boolean => keys.some((key) => child(cursor, key) !== undefined);
  const objects = [
    'properties',
    'additionalProperties',
    'patternProperties',
    'propertyNames',
    'required',
    'minProperties',
    'maxProperties',
  ];
  const types: string[] = [];
  if (has(...objects)) types.push('object');
  // Closes the object that the parts of an allOf come to; what a union leaves unevaluated depends on the value.
  else if (has('unevaluatedProperties') && has('allOf', '$ref') && !has('oneOf', 'anyOf')) types.push('object');
  if (has('items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems')) types.push('array');
  if (has('pattern', 'minLength', 'maxLength')) types.push('string');
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) types.push('number');
  return types;
}

/** A string. `contentMediaType` may say what OpenAPI 3.0's format binary says; what a string encodes is not checked. */
export function readString(cursor: Cursor, annotations: Annotations, reporter: Reporter): Schema {
  const pattern = text(cursor, 'pattern');
  const usable = pattern !== undefined && isRegularExpression(pattern);
  const at = { file: cursor.at.file, pointer: childPointer(cursor.at.pointer, 'pattern') };
  if (pattern !== undefined) reportPattern(pattern, at, reporter);
  const media = text(cursor, 'contentMediaType') === 'application/octet-stream' ? 'binary' : undefined;
  return {
    ...annotations,
    kind: 'string',
    minLength: number(cursor, 'minLength'),
    maxLength: number(cursor, 'maxLength'),
    pattern: usable ? pattern : undefined,
    format: text(cursor, 'format') ?? media,
  };
}

/** In OpenAPI 3.0 `exclusiveMinimum: true` makes `minimum` exclusive; later it is a number of its own. */
export function readNumber(type: 'integer' | 'number', cursor: Cursor, annotations: Annotations): Schema {
  const minimum = number(cursor, 'minimum');
  const maximum = number(cursor, 'maximum');
  const below = flag(cursor, 'exclusiveMinimum');
  const above = flag(cursor, 'exclusiveMaximum');
  return {
    ...annotations,
    kind: 'number',
    integer: type === 'integer',
    minimum: below ? undefined : minimum,
    maximum: above ? undefined : maximum,
    exclusiveMinimum: below ? minimum : number(cursor, 'exclusiveMinimum'),
    exclusiveMaximum: above ? maximum : number(cursor, 'exclusiveMaximum'),
    multipleOf: number(cursor, 'multipleOf'),
    format: text(cursor, 'format'),
  };
}

/**
 * The values of an enum that are of the declared type. The others can never be valid: what is meant is usually a
 * string that YAML took for a number.
 */
export function fittingValues(
  values: readonly unknown[],
  at: Cursor,
  types: readonly string[],
  reporter: Reporter,
): readonly unknown[] {
  const known = types.filter((type) => type !== 'null');
  if (known.length === 0) return values;
  const fitting = values.filter((value) => known.some((type) => isOfType(value, type)));
  for (const [index, { value, at: place }] of items(at).entries()) {
    if (value === null || fitting.includes(value)) continue;
    const fix = known.includes('string') && typeof value !== 'object' ? { fix: 'Put it in quotes.' } : {};
    const message = `item ${index}, ${JSON.stringify(value)}, is not of type ${known.join(' or ')}`;
    reporter.report(diagnostic('AW220', place, message, fix));
  }
  return fitting;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
