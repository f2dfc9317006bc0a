import type { ParameterType } from './definition.js';

/** A number as JSON writes it (RFC 8259, 6): no leading zeros, no hexadecimal, no spaces. */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Text to the value that it stands for, exactly: only `true` and `false` are booleans, only
 * JSON's number syntax is a number. Text that is neither stays as it is, so that the schema
 * refuses it under the parameter's name instead of a wrong value passing.
 */
export function coerce(text: string, type: ParameterType): unknown {
  if (typeof type === 'object' && 'anyOf' in type) {
    const read = type.anyOf.map((one) => coerce(text, one));
    return read.find((value) => value !== text) ?? text;
  }
  if (type === 'number') {
    const value = jsonNumber.test(text) ? Number(text) : Number.NaN;
    return Number.isFinite(value) ? value : text;
  }
  if (type === 'boolean') {
    return text === 'true' || (text === 'false' ? false : text);
  }
  return text;
}

/** The value of text that should be JSON, or the text itself if it is not. */
export function coerceJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Whether text may stand for values of several types, so that only the schema can tell which is meant. */
export function isAmbiguous(type: ParameterType): boolean {
  if (typeof type !== 'object') return false;
  return 'anyOf' in type || ('array' in type && isAmbiguous(type.array));
}

/** An ambiguous type with text in the place of what is ambiguous. */
export function textOnly(type: ParameterType): ParameterType {
  return typeof type === 'object' && 'array' in type ? { array: textOnly(type.array) } : 'string';
}

/** The item type when `type` is an array, else undefined. */
export function itemType(type: ParameterType): ParameterType | undefined {
  return typeof type === 'object' && 'array' in type ? type.array : undefined;
}

/** The property types when `type` is an object, else undefined. */
export function propertyTypes(type: ParameterType): Readonly<Record<string, ParameterType>> | undefined {
  return typeof type === 'object' && 'object' in type ? type.object : undefined;
}

/** The type of one property; text when it is not declared. Inherited names are no properties. */
export function propertyType(types: Readonly<Record<string, ParameterType>> | undefined, name: string): ParameterType {
  return (types !== undefined && Object.hasOwn(types, name) ? types[name] : undefined) ?? 'any';
}

/** An object without prototype: a caller's key, whatever its name, is only ever a key (ASVS 15.3.6). */
export function emptyRecord(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}
