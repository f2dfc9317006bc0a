import { isBeside, type Schema } from '../model/schema.js';

/** The schema of a name; undefined while it is unknown. */
export type FindSchema = (name: string) => Schema | undefined;

/**
 * Whether a default can be emitted without breaking the type of its schema. Only scalars, enums and lists of
 * scalars are taken: the default of an object would have to be checked against its whole schema.
 */
export function fitsDefault(schema: Schema, value: unknown, find: FindSchema): boolean {
  return fits(schema, value, once(find));
}

/** A schema that contains itself is looked into once. */
function once(find: FindSchema): FindSchema {
  const seen = new Set<string>();
  return (name) => {
    if (seen.has(name)) return undefined;
    seen.add(name);
    return find(name);
  };
}

function fits(schema: Schema, value: unknown, find: FindSchema): boolean {
  if ((value === null && schema.nullable) || isBeside(schema, value)) return true;
  switch (schema.kind) {
    case 'any':
      return true;
    case 'string':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' && (!schema.integer || Number.isInteger(value));
    case 'boolean':
      return typeof value === 'boolean';
    case 'enum':
      return schema.values.includes(value);
    case 'array':
      return (
        Array.isArray(value) &&
        schema.prefix.length === 0 &&
        schema.items !== undefined &&
        value.every((item) => schema.items !== undefined && fits(schema.items, item, find))
      );
    case 'union':
      return schema.members.some((member) => fits(member, value, find));
    case 'allOf':
      return schema.members.every((member) => fits(member, value, find));
    case 'reference': {
      const target = find(schema.name);
      return target !== undefined && fits(target, value, find);
    }
    default:
      return false;
  }
}

/**
 * The default that a schema has: its own, or, of one that is put together by `allOf` or stands beside a `$ref`, the
 * first that a part has. An absent value is none that could be handed to the parts.
 */
export function effectiveDefault(schema: Schema, find: FindSchema): Schema['default'] {
  const inherited = firstDefault(schema, once(find));
  return inherited && fitsDefault(schema, inherited.value, find) ? inherited : schema.default;
}

function firstDefault(schema: Schema, find: FindSchema): Schema['default'] {
  if (schema.default || schema.kind !== 'allOf') return schema.default;
  for (const member of schema.members) {
    const target = member.kind === 'reference' ? find(member.name) : member;
    const inherited = member.default ?? (target && firstDefault(target, find));
    if (inherited) return inherited;
  }
  return undefined;
}
