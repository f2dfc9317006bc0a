import type { Location } from '../../diagnostics/diagnostic.js';
import { childPointer } from './pointer.js';

/** A value of the contract together with its place. Reading through cursors is how every fault gets a place. */
export interface Cursor {
  readonly value: unknown;
  readonly at: Location;
}

/** A mapping of the contract. */
export type Mapping = Readonly<Record<string, unknown>>;

/** Whether the value is a mapping (and no list). */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entry of a mapping, or undefined where it is absent. Inherited keys do not count. */
export function child(cursor: Cursor, key: string): Cursor | undefined {
  if (!isMapping(cursor.value) || !Object.hasOwn(cursor.value, key)) return undefined;
  return { value: cursor.value[key], at: { file: cursor.at.file, pointer: childPointer(cursor.at.pointer, key) } };
}

/** The entries of a mapping in the author's order; none if it is no mapping. */
export function fields(cursor: Cursor | undefined): (readonly [string, Cursor])[] {
  if (!cursor || !isMapping(cursor.value)) return [];
  return Object.entries(cursor.value).map(([key, value]) => [
    key,
    { value, at: { file: cursor.at.file, pointer: childPointer(cursor.at.pointer, key) } },
  ]);
}

/** The items of a list; none if it is no list. */
export function items(cursor: Cursor | undefined): Cursor[] {
  if (!cursor || !Array.isArray(cursor.value)) return [];
  return cursor.value.map((value: unknown, index) => ({
    value,
    at: { file: cursor.at.file, pointer: childPointer(cursor.at.pointer, index) },
  }));
}

/** The entry if it is a string. */
export function text(cursor: Cursor, key: string): string | undefined {
  const value = child(cursor, key)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The entry if it is a finite number. */
export function number(cursor: Cursor, key: string): number | undefined {
  const value = child(cursor, key)?.value;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Whether the entry is `true`. */
export function flag(cursor: Cursor, key: string): boolean {
  return child(cursor, key)?.value === true;
}

/** The strings of a list entry; other items are left out. */
export function strings(cursor: Cursor, key: string): string[] {
  const value = child(cursor, key)?.value;
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The place of the key of this entry, where a fault of the name rather than of the value is meant. */
export function keyOf(cursor: Cursor): Location {
  return { ...cursor.at, target: 'key' };
}
