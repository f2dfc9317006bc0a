import { diagnostic, type Location, type Reporter } from '../../diagnostics/diagnostic.js';
import { fields, isMapping, items, type Cursor } from '../read/cursor.js';
import { reportExtension } from './extension-names.js';
import { childPointer } from '../read/pointer.js';
import { heldBelow } from '../read/structure.js';
import { isReference, placeKey, type References } from '../resolve/references.js';

/** The contract as one document, for a validator that knows no files. */
export interface Bundle {
  readonly document: Record<string, unknown>;
  readonly root: Location;
  /** The place in the author's files of a path of keys in the document. */
  readonly locate: (keys: readonly string[]) => Location;
}

/**
 * Puts the files of a contract into one document: the first reference into another file is replaced by what stands
 * there, later ones stay (the validator does not follow references). On the way it checks that every reference has a
 * target, that texts are texts (others are reported and left out), and that no vendor extension is misspelt.
 */
export function bundleDocument(root: Cursor, references: References, reporter: Reporter): Bundle {
  const origins = new Map<object, Location>([]);
  const inlined = new Set<string>();
  const copy = (cursor: Cursor, names: boolean): unknown => {
    if (Array.isArray(cursor.value)) return items(cursor).map((item) => copy(item, false));
    if (!isMapping(cursor.value)) return cursor.value;
    if (!names && isReference(cursor)) return copyReference(cursor);
    const result: Record<string, unknown> = {};
    for (const [key, entry] of fields(cursor)) {
      const value = copyField(key, entry, names);
      if (value !== undefined)
        Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true });
    }
    return result;
  };
  const copyField = (key: string, entry: Cursor, names: boolean): unknown => {
    if (names) return copy(entry, false);
    if (key.startsWith('x-')) {
      reportExtension(key, entry, reporter);
      return entry.value;
    }
    const held = heldBelow(key, entry.value);
    if (held === 'data') return entry.value;
    if (held === 'text' && typeof entry.value !== 'string') {
      reporter.report(diagnostic('AW209', entry.at, `"${key}" is not a string`));
      return undefined;
    }
    return copy(entry, held === 'names' && isMapping(entry.value));
  };
  const copyReference = (cursor: Cursor): unknown => {
    const target = references.target(cursor);
    // The validator knows no reference in the place of a path item; what is missing or repeated is left out.
    const isPathItem = cursor.at.file === root.at.file && /^#\/paths\/[^/]+$/.test(cursor.at.pointer);
    if (!target || inlined.has(placeKey(target))) return isPathItem ? {} : cursor.value;
    if (!isPathItem && target.at.file === cursor.at.file) return cursor.value;
    inlined.add(placeKey(target));
    const value = copy(target, false);
    if (typeof value === 'object' && value !== null) origins.set(value, target.at);
    return value;
  };
  const document = copy(root, false) as Record<string, unknown>;
  return { document, root: root.at, locate: (keys) => locate(document, root.at, origins, keys) };
}

function locate(
  document: unknown,
  root: Location,
  origins: ReadonlyMap<object, Location>,
  keys: readonly string[],
): Location {
  let value = document;
  let at = root;
  for (const key of keys) {
    value = Array.isArray(value) ? value[Number(key)] : isMapping(value) ? value[key] : undefined;
    const origin = typeof value === 'object' && value !== null ? origins.get(value) : undefined;
    at = origin ?? { file: at.file, pointer: childPointer(at.pointer, key) };
  }
  return at;
}
