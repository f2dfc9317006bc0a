import type { Schema } from '../model/schema.js';

/**
 * A schema for values that are known to be of one type: keywords that were written without a type are about that type,
 * or about nothing. What stands under a name of its own stays as it is.
 */
export function ofOneType(schema: Schema, type: string): Schema {
  if (schema.kind === 'union' || schema.kind === 'allOf') {
    return { ...schema, members: schema.members.map((member) => ofOneType(member, type)) };
  }
  if (!('isLoose' in schema) || schema.isLoose !== true) return schema;
  if (schema.kind === (type === 'integer' ? 'number' : type)) return { ...schema, isLoose: undefined };
  const { at, title, description, deprecated, examples, default: given, nullable, isInexact } = schema;
  return { kind: 'any', at, title, description, deprecated, examples, default: given, nullable, isInexact };
}
