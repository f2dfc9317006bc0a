import type { Location } from '../../diagnostics/diagnostic.js';
import type {
  AllOfSchema,
  ArraySchema,
  NumberSchema,
  ObjectSchema,
  Schema,
  StringSchema,
  UnionSchema,
} from '../../contract/model/schema.js';
import type { SchemaContext } from '../schema-compiler/context.js';
import { first } from './scene.js';
import { valuesOf } from './values.js';

/** The part of a schema that no value is found for. */
export interface MissingPart {
  /** Where in the value, as keys from its root. */
  readonly path: readonly string[];
  /** The keyword that no candidate satisfies. */
  readonly keyword: string;
  readonly at: Location;
}

/** The innermost part that stands in the way of a value of a schema that none is found for. */
export function missingPart(
  schema: Schema,
  schemas: SchemaContext,
  path: readonly string[] = [],
  visited: readonly string[] = [],
): MissingPart {
  const inner = innerPart(schema, schemas, path, visited);
  return inner ?? { path, keyword: keywordOf(schema), at: schema.at };
}

function innerPart(
  schema: Schema,
  schemas: SchemaContext,
  path: readonly string[],
  visited: readonly string[],
): MissingPart | undefined {
  const within = (part: Schema, key?: string, seen = visited): MissingPart | undefined =>
    first(valuesOf(part, schemas)) === undefined
      ? missingPart(part, schemas, key === undefined ? path : [...path, key], seen)
      : undefined;
  switch (schema.kind) {
    case 'reference': {
      const target = schemas.find(schema.name);
      if (!target || visited.includes(schema.name)) return undefined;
      return within(target, undefined, [...visited, schema.name]);
    }
    case 'object':
      return found(
        schema.properties.filter(({ required }) => required),
        (one) => within(one.schema, one.name),
      );
    case 'array':
      return found([...schema.prefix, ...(schema.items ? [schema.items] : [])], (item) => within(item, '0'));
    case 'allOf':
      return found(schema.members, (member) => within(member));
    case 'union':
      return schema.members.length === 1 ? found(schema.members, (member) => within(member)) : undefined;
    default:
      return undefined;
  }
}

function found<T>(parts: readonly T[], look: (part: T) => MissingPart | undefined): MissingPart | undefined {
  for (const part of parts) {
    const missing = look(part);
    if (missing) return missing;
  }
  return undefined;
}

/** The keyword of the schema itself that is hardest to satisfy. */
function keywordOf(schema: Schema): string {
  switch (schema.kind) {
    case 'string':
      return stringKeyword(schema);
    case 'number':
      return numberKeyword(schema);
    case 'array':
      return arrayKeyword(schema);
    case 'object':
      return objectKeyword(schema);
    case 'union':
      return unionKeyword(schema);
    case 'allOf':
      return allOfKeyword(schema);
    case 'reference':
      return '$ref';
    case 'enum':
      return 'enum';
    default:
      return 'type';
  }
}

function stringKeyword({ pattern, format, minLength, maxLength }: StringSchema): string {
  if (pattern !== undefined) return 'pattern';
  if (format !== undefined) return 'format';
  return minLength !== undefined && minLength > (maxLength ?? Infinity) ? 'minLength' : 'maxLength';
}

function numberKeyword({ multipleOf, minimum, exclusiveMinimum }: NumberSchema): string {
  if (multipleOf !== undefined) return 'multipleOf';
  if (minimum !== undefined) return 'minimum';
  return exclusiveMinimum === undefined ? 'maximum' : 'exclusiveMinimum';
}

function arrayKeyword({ uniqueItems, minItems }: ArraySchema): string {
  if (uniqueItems && (minItems ?? 0) > 1) return 'uniqueItems';
  return minItems === undefined ? 'items' : 'minItems';
}

function objectKeyword({ minProperties, maxProperties }: ObjectSchema): string {
  if (minProperties !== undefined) return 'minProperties';
  return maxProperties === undefined ? 'properties' : 'maxProperties';
}

function unionKeyword({ exclusive }: UnionSchema): string {
  return exclusive ? 'oneOf' : 'anyOf';
}

function allOfKeyword(_schema: AllOfSchema): string {
  return 'allOf';
}
