/// <reference types="node" />
import { coerce, coerceJson, emptyRecord, itemType, propertyType, propertyTypes } from './coercion.js';
import type { ParameterType } from './definition.js';

/** Declared types of a form's fields, by name. */
export type FieldTypes = Readonly<Record<string, ParameterType>> | undefined;

/** One field of a form: text, the bytes of a file, or what a JSON part held. */
export type FormEntry = readonly [name: string, value: unknown];

/**
 * The entries of `application/x-www-form-urlencoded` text (WHATWG URL, 5.1), but strict:
 * broken percent-encoding is refused, not replaced.
 *
 * @throws URIError when a name or value is not valid percent-encoded UTF-8
 */
export function readUrlEncoded(text: string): FormEntry[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [decode(name), decode(value)];
    });
}

/**
 * The object that a form's entries stand for, each value by its declared type. A field that was
 * sent twice is a list; where its type is no array, the schema refuses that (ASVS 15.3.7).
 */
export function readForm(entries: readonly FormEntry[], types: FieldTypes): Record<string, unknown> {
  const grouped = new Map<string, unknown[]>();
  for (const [name, value] of entries) {
    const values = grouped.get(name);
    if (values === undefined) grouped.set(name, [value]);
    else values.push(value);
  }
  const form = emptyRecord();
  for (const [name, values] of grouped) {
    const type = propertyType(types, name);
    const items = itemType(type);
    const read = values.map((value) => readValue(value, items ?? type));
    form[name] = items !== undefined || read.length > 1 ? read : read[0];
  }
  return form;
}

/** An object in a form travels as JSON (OpenAPI 3.1, "Encoding Object": the default content type). */
function readValue(value: unknown, type: ParameterType): unknown {
  if (typeof value !== 'string') return value;
  const structured = propertyTypes(type) !== undefined || itemType(type) !== undefined;
  return structured ? coerceJson(value) : coerce(value, type);
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
