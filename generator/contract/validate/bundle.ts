import { diagnostic, type Location, type Reporter } from '../../diagnostics/diagnostic.js';
import { fields, isMapping, items, type Cursor } from '../read/cursor.js';
import { reportExtension } from './extension-names.js';
import { childPointer } from '../read/pointer.js';
import { methods } from '../model/contract.js';
import { heldBelow, type Held } from '../read/structure.js';
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
 * target, that texts are texts (others are reported and emptied), and that no vendor extension is misspelt.
 */
export function bundleDocument(root: Cursor, references: References, reporter: Reporter): Bundle {
  const origins = new Map<object, Location>([]);
  const inlined = new Set<string>();
  const copy = (cursor: Cursor, role: Role): unknown => {
    if (Array.isArray(cursor.value)) return items(cursor).map((item) => copy(item, 'object'));
    if (!isMapping(cursor.value)) return cursor.value;
    if (!isMapOfNames(role) && isReference(cursor)) return copyReference(cursor, role);
    const result: Record<string, unknown> = {};
    for (const [key, entry] of fields(cursor)) {
      const value = copyField(key, entry, role);
      Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true });
    }
    return result;
  };
  const copyField = (key: string, entry: Cursor, role: Role): unknown => {
    if (isMapOfNames(role)) return copy(entry, role === 'path items' ? 'path item' : 'object');
    if (key.startsWith('x-')) {
      reportExtension(key, entry, reporter);
      return entry.value;
    }
    const held = heldBelow(key, entry.value);
    if (held === 'data') return entry.value;
    if (held === 'text' && typeof entry.value !== 'string') {
      reporter.report(diagnostic('AW209', entry.at, `"${key}" is not a string`));
      return '';
    }
    return copy(entry, roleBelow(key, held, entry, role));
  };
  const copyReference = (cursor: Cursor, role: Role): unknown => {
    const target = references.target(cursor);
    // The validator knows no reference in these places; what is missing or repeated stands for itself.
    const stand = standIns[role];
    if (!target || inlined.has(placeKey(target))) return stand ?? cursor.value;
    if (!stand && target.at.file === cursor.at.file) return cursor.value;
    inlined.add(placeKey(target));
    const value = copy(target, role);
    if (typeof value === 'object' && value !== null) origins.set(value, target.at);
    return value;
  };
  const document = copy(root, 'object') as Record<string, unknown>;
  return { document, root: root.at, locate: (keys) => locate(document, root.at, origins, keys) };
}

/** What a value is, as far as references and names depend on it. */
type Role = 'object' | 'names' | 'path items' | 'path item' | 'operation';

const pathItemHolders = new Set(['paths', 'pathItems', 'webhooks']);

/** What the validator is given in the place of a reference that it does not know there. */
const standIns: Readonly<Partial<Record<Role, object>>> = {
  'path item': {},
  operation: { responses: { default: { description: '' } } },
};

function isMapOfNames(role: Role): boolean {
  return role === 'names' || role === 'path items';
}

function roleBelow(key: string, held: Held, entry: Cursor, role: Role): Role {
  if (role === 'path item' && (methods as readonly string[]).includes(key)) return 'operation';
  if (held !== 'names' || !isMapping(entry.value)) return 'object';
  return pathItemHolders.has(key) ? 'path items' : 'names';
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
