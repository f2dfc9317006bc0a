import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, fields, flag, keyOf, number, strings, text, type Cursor } from '../cursor.js';
import { childPointer } from '../pointer.js';
import type { Annotations, Schema } from '../schema.js';

/** The declared types, or those that the keywords speak of: `properties` without `type` is meant as an object. */
export function typesOf(cursor: Cursor): string[] {
  const declared = child(cursor, 'type')?.value;
  if (typeof declared === 'string') return [declared];
  if (Array.isArray(declared)) return strings(cursor, 'type');
  const has = (...keys: string[]): boolean => keys.some((key) => child(cursor, key) !== undefined);
  if (has('properties', 'additionalProperties', 'required', 'minProperties', 'maxProperties')) return ['object'];
  if (has('items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems')) return ['array'];
  if (has('pattern', 'minLength', 'maxLength')) return ['string'];
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return ['number'];
  return [];
}

/** A string. `contentEncoding` and `contentMediaType` are JSON Schema's words for OpenAPI 3.0's formats byte and binary. */
export function readString(cursor: Cursor, annotations: Annotations, reporter: Reporter): Schema {
  const pattern = text(cursor, 'pattern');
  const usable = pattern !== undefined && isRegularExpression(pattern);
  if (pattern !== undefined && !usable) {
    reporter.report(
      diagnostic(
        'AW208',
        { file: cursor.at.file, pointer: childPointer(cursor.at.pointer, 'pattern') },
        `"${pattern}" is not a regular expression`,
      ),
    );
  }
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

function isRegularExpression(pattern: string): boolean {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags) instanceof RegExp;
    } catch {
      continue;
    }
  }
  return false;
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
  const names = child(cursor, 'propertyNames');
  if (names && fields(child(cursor, 'properties')).length > 0) {
    reporter.report(
      diagnostic('AW215', keyOf(names), '"propertyNames" beside "properties" is not checked by the emitted models'),
    );
  }
}
