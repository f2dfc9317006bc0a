import type { Schema } from '../model/schema.js';

/**
 * Whether a default can be emitted without breaking the type of its schema. Only scalars, enums and lists of
 * scalars are taken: the default of an object would have to be checked against its whole schema.
 */
export function fitsDefault(schema: Schema, value: unknown): boolean {
  switch (schema.kind) {
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
        value.every((item) => schema.items !== undefined && fitsDefault(schema.items, item))
      );
    default:
      return false;
  }
}
