import { coerce, emptyRecord, itemType, propertyType, propertyTypes } from './coercion.js';
import type { ParameterDefinition, ParameterType } from './definition.js';

/** Undoes the transport's encoding of one piece of a value. */
export type DecodePiece = (piece: string) => string;

/** How a structured value is written in one string. */
export interface Layout {
  readonly delimiter: string;
  /** True for `R=100,G=200`, false for `R,100,G,200`. */
  readonly pairs: boolean;
}

/**
 * Reads a value that is written in one string. It is split before its pieces are decoded, so
 * that an encoded delimiter inside a piece does not split it. A string that has not the shape
 * of its type is returned as it is, for the schema to refuse.
 */
export function readDelimited(text: string, type: ParameterType, layout: Layout, decode: DecodePiece): unknown {
  const items = itemType(type);
  if (items !== undefined) {
    return text === '' ? [] : text.split(layout.delimiter).map((piece) => coerce(decode(piece), items));
  }
  const properties = propertyTypes(type);
  if (properties === undefined) return coerce(decode(text), type);
  const entries = layout.pairs ? pairs(text, layout.delimiter) : alternating(text, layout.delimiter);
  return entries === undefined ? text : readEntries(entries, type, decode);
}

/**
 * An object from its entries, each value by the type of its property. A property that was sent
 * twice becomes a list, which the schema refuses where one value is meant (ASVS 15.3.7).
 */
export function readEntries(
  entries: readonly (readonly [string, string])[],
  objectType: ParameterType,
  decode: DecodePiece,
): Record<string, unknown> {
  const types = propertyTypes(objectType);
  const result = emptyRecord();
  for (const [rawName, rawValue] of entries) {
    const name = decode(rawName);
    const type = propertyType(types, name);
    const items = itemType(type);
    const value = items === undefined ? coerce(decode(rawValue), type) : [coerce(decode(rawValue), items)];
    result[name] = name in result ? [result[name], value].flat() : value;
  }
  return result;
}

/**
 * Reads a path parameter from its still encoded segment (RFC 6570, 3.2.2, 3.2.5 and 3.2.7 for
 * `simple`, `label` and `matrix`).
 */
export function readPathStyle(raw: string, parameter: ParameterDefinition, decode: DecodePiece): unknown {
  const { style, explode, type } = parameter;
  if (style === 'label') {
    if (!raw.startsWith('.')) return raw;
    return readDelimited(raw.slice(1), type, { delimiter: explode ? '.' : ',', pairs: explode }, decode);
  }
  if (style === 'matrix') {
    return raw.startsWith(';') ? readMatrix(raw.slice(1), parameter, decode) : raw;
  }
  return readDelimited(raw, type, { delimiter: ',', pairs: explode }, decode);
}

function readMatrix(text: string, { name, explode, type }: ParameterDefinition, decode: DecodePiece): unknown {
  if (explode && propertyTypes(type) !== undefined) {
    return readDelimited(text, type, { delimiter: ';', pairs: true }, decode);
  }
  const entries = pairs(text, ';');
  if (entries === undefined || entries.some(([key]) => decode(key) !== name)) return text;
  const items = itemType(type);
  if (explode && items !== undefined) return entries.map(([, value]) => coerce(decode(value), items));
  const [only, ...others] = entries;
  if (only === undefined || others.length > 0) return text;
  return readDelimited(only[1], type, { delimiter: ',', pairs: false }, decode);
}

function pairs(text: string, delimiter: string): [string, string][] | undefined {
  const entries: [string, string][] = [];
  for (const piece of text.split(delimiter)) {
    const equals = piece.indexOf('=');
    if (equals < 1) return undefined;
    entries.push([piece.slice(0, equals), piece.slice(equals + 1)]);
  }
  return entries;
}

function alternating(text: string, delimiter: string): [string, string][] | undefined {
  const pieces = text.split(delimiter);
  if (pieces.length % 2 !== 0) return undefined;
  const names = pieces.filter((_, index) => index % 2 === 0);
  return names.map((name, index) => [name, pieces[2 * index + 1] ?? '']);
}
