import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, fields, flag, items, keyOf, number, strings, text, type Cursor } from '../read/cursor.js';
import { childPointer } from '../read/pointer.js';
import type { Annotations, Schema } from '../model/schema.js';
import { isRegularExpression, reportPattern } from './patterns.js';

/** The declared types, or those that the keywords speak of: `properties` without `type` is meant as an object. */
export function typesOf(cursor: Cursor): string[] {
  const declared = child(cursor, 'type')?.value;
  if (typeof declared === 'string') return [declared];
  if (Array.isArray(declared)) return strings(cursor, 'type');
  const has = (...keys: string[]): boolean => keys.some((key) => child(cursor, key) !== undefined);
  if (has('properties', 'additionalProperties', 'required', 'minProperties', 'maxProperties')) return ['object'];
  // Closes the object that the parts of an allOf come to; what a union leaves unevaluated depends on the value.
  if (has('unevaluatedProperties') && has('allOf', '$ref') && !has('oneOf', 'anyOf')) return ['object'];
  if (has('items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems')) return ['array'];
  if (has('pattern', 'minLength', 'maxLength')) return ['string'];
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return ['number'];
  return [];
}

/** A string. `contentEncoding` and `contentMediaType` are JSON Schema's words for OpenAPI 3.0's formats byte and binary. */
export function readString(cursor: Cursor, annotations: Annotations, reporter: Reporter): Schema {
  const pattern = text(cursor, 'pattern');
  const usable = pattern !== undefined && isRegularExpression(pattern);
  const at = { file: cursor.at.file, pointer: childPointer(cursor.at.pointer, 'pattern') };
  if (pattern !== undefined) reportPattern(pattern, at, reporter);
  const encoding = text(cursor, 'contentEncoding') === 'base64' ? 'byte' : undefined;
  const media = text(cursor, 'contentMediaType') === 'application/octet-stream' ? 'binary' : undefined;
  return {
    ...annotations,
    kind: 'string',
    minLength: number(cursor, 'minLength'),
    maxLength: number(cursor, 'maxLength'),
    pattern: usable ? pattern : undefined,
    format: text(cursor, 'format') ?? encoding ?? media,
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

const unenforced = [
  'not',
  'if',
  'then',
  'else',
  'dependentSchemas',
  'dependentRequired',
  'patternProperties',
  'contains',
  'unevaluatedItems',
  '$dynamicRef',
  '$recursiveRef',
];

/** Says which keywords of a schema the models do not check. */
export function reportUnenforced(cursor: Cursor, reporter: Reporter): void {
  for (const key of unenforced) {
    const found = child(cursor, key);
    if (found) reporter.report(diagnostic('AW215', keyOf(found), `"${key}" is not checked by the emitted models`));
  }
  const unevaluated = child(cursor, 'unevaluatedProperties');
  if (unevaluated && unevaluated.value !== true && (child(cursor, 'oneOf') ?? child(cursor, 'anyOf'))) {
    const message = '"unevaluatedProperties" beside "oneOf" or "anyOf" is not checked by the emitted models';
    reporter.report(diagnostic('AW215', keyOf(unevaluated), message));
  }
  const names = child(cursor, 'propertyNames');
  if (names && fields(child(cursor, 'properties')).length > 0) {
    reporter.report(
      diagnostic('AW215', keyOf(names), '"propertyNames" beside "properties" is not checked by the emitted models'),
    );
  }
}
