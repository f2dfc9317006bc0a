/** Deeper nesting than this is an attack on whoever walks the value, not data. */
const maxDepth = 64;

/** With the `u` flag this matches only surrogates that are not part of a pair. */
const loneSurrogate = /\p{Surrogate}/u;

/** Something in a decoded value that no schema may see, and where it is. */
export interface Flaw {
  readonly path: readonly (string | number)[];
  /** A sentence that does not repeat the value. */
  readonly message: string;
}

/**
 * Finds text and structure that a schema does not look at but that does harm further on
 * (ASVS 1.1.1, 1.5.2, 2.2.1, 15.3.6): lone surrogates (no valid UTF-8), NUL characters (cut
 * strings in other systems), keys that could set a prototype, nesting beyond 64 levels.
 */
export function findFlaw(value: unknown, path: readonly (string | number)[] = []): Flaw | undefined {
  if (typeof value === 'string') return describe(path, textFlaw(value));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return undefined;
  if (path.length >= maxDepth) {
    return { path: path.slice(0, 1), message: `Must not be nested deeper than ${maxDepth} levels.` };
  }
  return Array.isArray(value) ? findFlawInItems(value, path) : findFlawInProperties(value, path);
}

function findFlawInItems(items: readonly unknown[], path: readonly (string | number)[]): Flaw | undefined {
  for (const [index, item] of items.entries()) {
    const flaw = findFlaw(item, [...path, index]);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function findFlawInProperties(value: object, path: readonly (string | number)[]): Flaw | undefined {
  for (const [key, property] of Object.entries(value)) {
    if (key === '__proto__') return { path, message: 'Must not have a property named __proto__.' };
    const unsafeKey = textFlaw(key);
    // The place is the object: its key cannot be printed.
    if (unsafeKey !== undefined) return { path, message: 'Has a property name with characters that are not allowed.' };
    const flaw = findFlaw(property, [...path, key]);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function textFlaw(text: string): string | undefined {
  if (text.includes('\0')) return 'Must not contain NUL characters.';
  return loneSurrogate.test(text) ? 'Must be valid Unicode text without unpaired surrogates.' : undefined;
}

function describe(path: readonly (string | number)[], message: string | undefined): Flaw | undefined {
  return message === undefined ? undefined : { path, message };
}
