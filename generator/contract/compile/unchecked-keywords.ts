import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { Property, Schema } from '../model/schema.js';
import { child, fields, isMapping, keyOf, type Cursor } from '../read/cursor.js';
import { emptyAnnotations } from './annotations.js';
import type { SchemaReading } from './schema-reading.js';
import { isEvaluatedByDeclaration } from './unevaluated-properties.js';

const unchecked = [
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

/** What follows from keywords that the models do not check. */
export interface Unchecked {
  /** Whether there are any: then the model may accept what the contract refuses. */
  readonly isAny: boolean;
  /** What the schemas below them declare: a key that is declared is kept. */
  readonly declaring: readonly Schema[];
}

/** Reads the keywords of a schema that the models do not check. */
export function readUnchecked(cursor: Cursor, reading: SchemaReading): Unchecked {
  const found = uncheckedKeys(cursor, reading);
  const within = [
    ...['if', 'then', 'else'].flatMap((key) => child(cursor, key) ?? []),
    ...fields(child(cursor, 'dependentSchemas')).map(([, schema]) => schema),
  ].filter(({ value }) => isMapping(value));
  const properties = new Map(within.map(reading.read).flatMap((schema) => declared(schema, reading)));
  const object: Schema = {
    ...emptyAnnotations(cursor),
    kind: 'object',
    isLoose: true,
    properties: [...properties.values()],
    additional: 'unspecified',
    propertyNames: undefined,
    minProperties: undefined,
    maxProperties: undefined,
  };
  // What is closed refuses all that is not its own, whatever is declared beside it.
  const isClosed = child(cursor, 'additionalProperties')?.value === false;
  return { isAny: found.length > 0, declaring: properties.size > 0 && !isClosed ? [object] : [] };
}

/** The properties that a schema declares, directly or in its parts; their values are not looked at. */
function declared(schema: Schema, reading: SchemaReading, depth = 0): readonly (readonly [string, Property])[] {
  if (depth > 8) return [];
  switch (schema.kind) {
    case 'object':
      return schema.properties.map(({ name, schema: { at } }) => [
        name,
        { name, required: false, schema: { ...emptyAnnotations({ value: {}, at }), kind: 'any' } },
      ]);
    case 'union':
    case 'allOf':
      return schema.members.flatMap((member) => declared(member, reading, depth + 1));
    case 'reference': {
      const target = reading.find(schema.name);
      return target ? declared(target, reading, depth + 1) : [];
    }
    default:
      return [];
  }
}

/** Says which keywords of a schema the models do not check. */
export function reportUnchecked(cursor: Cursor, reading: SchemaReading): void {
  for (const { at, what } of uncheckedKeys(cursor, reading)) {
    reading.reporter.report(diagnostic('AW215', at, `${what} is not checked by the emitted models`));
  }
}

function uncheckedKeys(
  cursor: Cursor,
  { references }: SchemaReading,
): readonly { readonly at: Cursor['at']; readonly what: string }[] {
  const found = unchecked.flatMap((key) => {
    const entry = child(cursor, key);
    return entry ? [{ at: keyOf(entry), what: `"${key}"` }] : [];
  });
  const unevaluated = child(cursor, 'unevaluatedProperties');
  const isRefusing = unevaluated && unevaluated.value !== true && child(cursor, 'additionalProperties') === undefined;
  if (isRefusing && !isEvaluatedByDeclaration(cursor, references)) {
    const isUnion = child(cursor, 'oneOf') ?? child(cursor, 'anyOf');
    const beside = isUnion ? '"oneOf" or "anyOf"' : 'what depends on the value';
    found.push({ at: keyOf(unevaluated), what: `"unevaluatedProperties" beside ${beside}` });
  }
  const names = child(cursor, 'propertyNames');
  if (names && fields(child(cursor, 'properties')).length > 0) {
    found.push({ at: keyOf(names), what: '"propertyNames" beside "properties"' });
  }
  return found;
}
