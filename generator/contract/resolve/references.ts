import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { isMapping, text, type Cursor } from '../read/cursor.js';
import { childPointer, pointerKeys } from '../read/pointer.js';
import { isPlainName, readIdentifiers, type Identifiers } from './identifiers.js';
import { splitReference, type Sources } from '../read/sources.js';

/** Follows `$ref`s across the files of a contract. */
export interface References {
  /** The root of the contract's entry file; undefined when it could not be read. */
  readonly root: Cursor | undefined;
  /** The target of one `$ref`, or undefined (and a diagnostic) if there is none. The cursor must hold a `$ref`. */
  readonly target: (cursor: Cursor) => Cursor | undefined;
  /** The same without a diagnostic. */
  readonly find: (cursor: Cursor) => Cursor | undefined;
  /** The cursor itself, or what its chain of `$ref`s ends at. */
  readonly resolve: (cursor: Cursor) => Cursor | undefined;
}

/** Whether the value is a reference object. */
export function isReference(cursor: Cursor): boolean {
  return isMapping(cursor.value) && typeof cursor.value['$ref'] === 'string';
}

/** The name that a reference ends with: `Refused` of `#/components/responses/Refused` and of `./refused/Refused.yaml`. */
export function referredName(cursor: Cursor): string | undefined {
  const [file = '', fragment = ''] = (text(cursor, '$ref') ?? '').split('#');
  const name = fragment.startsWith('/') ? pointerKeys(fragment).at(-1) : fragment;
  return name === undefined || name === '' ? /([^/]+?)(\.[a-z0-9]+)?$/i.exec(file)?.[1] : name;
}

/** A string that names a place, for maps and sets. */
export function placeKey(cursor: Cursor): string {
  return `${cursor.at.file}${cursor.at.pointer}`;
}

/** Makes the resolver of some sources. */
export function createReferences(sources: Sources, reporter: Reporter): References {
  const entry = sources.documents.get(sources.entry);
  let identifiers: Identifiers | undefined;
  const identified = (): Identifiers => (identifiers ??= readIdentifiers(sources));
  const follow = (cursor: Cursor, to: Pick<Reporter, 'report'>): Cursor | undefined => {
    const reference = text(cursor, '$ref') ?? '';
    const from = { file: cursor.at.file, pointer: childPointer(cursor.at.pointer, '$ref') };
    const split = splitReference(reference, cursor.at.file) ?? identified().split(reference);
    if (!split) {
      to.report(diagnostic('AW105', from, `"${reference}" is a URL`));
      return undefined;
    }
    const document = sources.documents.get(split.file);
    // A file that could not be read has its own diagnostic already.
    if (!document) return undefined;
    const pointer = isPlainName(split.pointer) ? identified().anchor(split) : split.pointer;
    const found = pointer === undefined ? undefined : lookUp(document.data, pointer);
    if (pointer === undefined || found === undefined) {
      const extra = pointer === undefined ? {} : suggestion(document.data, pointer);
      to.report(diagnostic('AW104', from, `"${reference}" points at nothing`, extra));
      return undefined;
    }
    return { value: found.value, at: { file: split.file, pointer: normalised(pointer) } };
  };
  const target = (cursor: Cursor): Cursor | undefined => follow(cursor, reporter);
  const find = (cursor: Cursor): Cursor | undefined => follow(cursor, { report: () => undefined });
  const resolve = (cursor: Cursor): Cursor | undefined => {
    const visited = new Set<string>();
    let current: Cursor | undefined = cursor;
    while (current && isReference(current)) {
      if (visited.has(placeKey(current))) {
        reporter.report(diagnostic('AW106', cursor.at, `"${text(cursor, '$ref') ?? ''}" leads back to itself`));
        return undefined;
      }
      visited.add(placeKey(current));
      current = target(current);
    }
    return current;
  };
  return { root: entry && { value: entry.data, at: { file: entry.file, pointer: '#' } }, target, find, resolve };
}

function lookUp(data: unknown, pointer: string): { value: unknown } | undefined {
  let value = data;
  for (const key of pointerKeys(pointer)) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isMapping(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
    if (value === undefined) return undefined;
  }
  return { value };
}

function suggestion(data: unknown, pointer: string): { fix?: string } {
  const keys = pointerKeys(pointer);
  const wanted = keys.pop();
  const parent = lookUp(data, keys.reduce<string>(childPointer, '#'))?.value;
  if (!wanted || !isMapping(parent)) return {};
  const close = closest(wanted, Object.keys(parent));
  return close ? { fix: `Did you mean "${close}"?` } : {};
}

function normalised(pointer: string): string {
  return pointerKeys(pointer).reduce<string>(childPointer, '#');
}

/** The candidate that differs least from the word, if it is close enough to be a misspelling. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const scored = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  const best = scored[0];
  return best && best.distance <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
