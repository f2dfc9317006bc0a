import type { FieldError } from './error-facts.js';

/** More entries than this help nobody, and would let a small request ask for a large answer. */
export const maxFieldErrors = 50;

/** A part of the request, as field names begin: parameters are prefixed, body fields are not. */
export type RequestPart = 'path' | 'query' | 'header' | 'cookie' | 'body';

const longestName = 200;

/**
 * The name of a field as an error answer gives it: `name`, `address.street`, `items[2].name`
 * in the body, `query.limit` or `header.x-foo` elsewhere, and the bare part for a part as a whole.
 */
export function fieldName(part: RequestPart, path: readonly PropertyKey[]): string {
  const inBody = part === 'body' && typeof path[0] === 'string';
  let name: string = inBody ? '' : part;
  for (const key of path) {
    if (typeof key === 'number') name += `[${key}]`;
    else name += name === '' ? String(key) : `.${String(key)}`;
  }
  // Keys of maps come from the caller: they are named, but not at any length.
  return name.slice(0, longestName);
}

/** One field error for a place in a part of the request. */
export function fieldError(part: RequestPart, path: readonly PropertyKey[], message: string): FieldError {
  return { field: fieldName(part, path), message };
}
