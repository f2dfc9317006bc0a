import type { ArraySchema, NumberSchema, ObjectSchema, Schema, StringSchema } from '../../contract/model/schema.js';
import { mergedObject } from '../schema-compiler/all-of.js';
import type { SchemaContext } from '../schema-compiler/context.js';

/** One way to break one constraint of a request. */
export interface Violation {
  /** What is wrong, for the name of the test. */
  readonly what: string;
  /** Where, as keys from the schema's own value. */
  readonly path: readonly string[];
  /** The value to put there; undefined takes the property away. */
  readonly value: unknown;
}

/** How deep nested objects are broken; what is deeper is covered by the models' own tests. */
const deepest = 2;

/** Every constraint of a schema broken once, each by a value that breaks nothing else where that is possible. */
export function violationsOf(
  schema: Schema,
  schemas: SchemaContext,
  path: readonly string[] = [],
): readonly Violation[] {
  const at = (what: string, value: unknown): Violation => ({ what, path, value });
  switch (schema.kind) {
    case 'reference': {
      const target = schemas.find(schema.name);
      return target && path.length <= deepest ? violationsOf(target, schemas, path) : [];
    }
    case 'allOf': {
      const object = mergedObject(schema, schemas);
      return object ? violationsOf(object, schemas, path) : [];
    }
    case 'string':
      return stringViolations(schema).map(([what, value]) => at(what, value));
    case 'number':
      return numberViolations(schema).map(([what, value]) => at(what, value));
    case 'boolean':
      return [at('is no boolean', 'maybe')];
    case 'enum':
      return [at('is none of the allowed values', 'none-of-the-allowed-values')];
    case 'array':
      return arrayViolations(schema).map(([what, value]) => at(what, value));
    case 'object':
      return objectViolations(schema, schemas, path);
    default:
      // What a union refuses depends on all of its members; a schema of kind any refuses nothing.
      return [];
  }
}

type Broken = readonly [what: string, value: unknown];

const badFormats: Readonly<Record<string, string>> = {
  email: 'not-an-email',
  uuid: 'not-a-uuid',
  uri: 'not a uri',
  url: 'not a url',
  date: '2026-02-30',
  'date-time': 'yesterday',
  ipv4: '256.0.0.1',
  ipv6: 'not-an-address',
};

function stringViolations(schema: StringSchema): Broken[] {
  const bad = schema.format === undefined ? undefined : badFormats[schema.format];
  const unmatched = schema.pattern === undefined ? undefined : unmatchedText(schema);
  return [
    ...(schema.isLoose ? [] : [['is no string', 42] as const]),
    ...(bad === undefined ? [] : [[`is no ${schema.format ?? ''}`, bad] as const]),
    ...(schema.minLength ? [['is too short', 'a'.repeat(schema.minLength - 1)] as const] : []),
    ...(schema.maxLength === undefined || schema.maxLength > 5000
      ? []
      : [['is too long', 'a'.repeat(schema.maxLength + 1)] as const]),
    ...(unmatched === undefined ? [] : [['does not match its pattern', unmatched] as const]),
  ];
}

/** A text of an allowed length that the pattern refuses; undefined if none of the usual ones is. */
function unmatchedText({ pattern = '', minLength = 0, maxLength = 200 }: StringSchema): string | undefined {
  const expression = new RegExp(pattern, isUnicode(pattern) ? 'u' : '');
  const length = Math.min(Math.max(minLength, 6), maxLength);
  return ['!', ' ', '<', '0', 'z', '\u00e9']
    .map((character) => character.repeat(length))
    .find((text) => !expression.test(text));
}

function isUnicode(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').unicode;
  } catch {
    return false;
  }
}

function numberViolations(schema: NumberSchema): Broken[] {
  const step = schema.integer ? 1 : 0.5;
  const least = schema.minimum ?? schema.exclusiveMinimum;
  const most = schema.maximum ?? schema.exclusiveMaximum;
  return [
    ...(schema.isLoose ? [] : [['is no number', 'many'] as const]),
    ...(schema.integer ? [['is no whole number', 1.5] as const] : []),
    ...(least === undefined ? [] : [['is too small', least - step] as const]),
    ...(most === undefined ? [] : [['is too large', most + step] as const]),
  ];
}

function arrayViolations(schema: ArraySchema): Broken[] {
  return [
    ...(schema.isLoose ? [] : [['is no list', { not: 'a list' }] as const]),
    ...(schema.minItems ? [['has too few items', []] as const] : []),
  ];
}

function objectViolations(schema: ObjectSchema, schemas: SchemaContext, path: readonly string[]): readonly Violation[] {
  const own: Violation[] =
    path.length === 0 || schema.isLoose ? [] : [{ what: 'is no object', path, value: 'not an object' }];
  const missing = schema.properties
    .filter((property) => property.required)
    .map((property): Violation => ({ what: 'is missing', path: [...path, property.name], value: undefined }));
  const nested =
    path.length >= deepest
      ? []
      : schema.properties.flatMap((property) => violationsOf(property.schema, schemas, [...path, property.name]));
  const unknown: Violation[] =
    schema.additional === false ? [{ what: 'is not known', path: [...path, 'unexpected'], value: 'value' }] : [];
  return [...own, ...missing, ...nested, ...unknown];
}
