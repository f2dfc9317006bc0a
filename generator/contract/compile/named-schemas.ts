import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, fields, keyOf, text, type Cursor } from '../read/cursor.js';
import type { NamedSchema } from '../model/contract.js';
import { fileName, typeName, words, type NameRegistry } from '../model/naming.js';
import { pointerKeys } from '../read/pointer.js';
import { isReference, placeKey, type References } from '../resolve/references.js';
import { referencedNames, type Schema } from '../model/schema.js';
import { emptyAnnotations } from './annotations.js';
import { withInherited, withSubtypes } from './discriminators.js';
import { recursiveNames } from './recursion.js';

/** A schema that is emitted under a name of its own. */
export interface Naming {
  readonly key: string;
  readonly name: string;
  readonly pointer: string;
  readonly cursor: Cursor;
}

/** Reads the named schemas; reading one may name further ones (in files beside the contract), so until none is new. */
export function finishNamed(
  named: Map<string, Naming>,
  built: Map<string, Schema>,
  read: (cursor: Cursor) => Schema,
  reporter: Reporter,
): readonly NamedSchema[] {
  const namings = () => new Map([...named.values()].map((naming) => [naming.name, naming]));
  for (let before = -1; before < built.size;) {
    before = built.size;
    for (const naming of namings().values()) {
      if (!built.has(naming.name)) built.set(naming.name, read(naming.cursor));
    }
  }
  const schemas = withSubtypes(built);
  const consisting = [...schemas].map(([name, schema]) => [name, withInherited(schema, schemas)] as const);
  const recursive = recursiveNames(new Map(consisting.map(([name, schema]) => [name, referencedNames(schema)])));
  const endless = recursiveNames(new Map(consisting.map(([name, schema]) => [name, immediateNames(schema)])));
  for (const { key, name, cursor } of namings().values()) {
    if (endless.has(name)) reporter.report(diagnostic('AW106', cursor.at, `"${key}" consists of itself`));
  }
  return [...namings().values()]
    .map((naming): NamedSchema => ({
      key: naming.key,
      name: naming.name,
      file: fileName(naming.name),
      pointer: naming.pointer,
      at: naming.cursor.at,
      schema: schemas.get(naming.name) ?? { ...emptyAnnotations(naming.cursor), kind: 'any' },
      recursive: recursive.has(naming.name),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The names a value must match as a whole, without an object or an array in between. */
function immediateNames(schema: Schema): ReadonlySet<string> {
  if (schema.kind === 'reference') return new Set([schema.name]);
  if (schema.kind !== 'union' && schema.kind !== 'allOf') return new Set();
  return new Set(schema.members.flatMap((member) => [...immediateNames(member)]));
}

/**
 * Names the component schemas. A component that is only a `$ref` into another file lends its name to what stands
 * there, so that references to either mean the same emitted schema.
 */
export function registerComponents(references: References, registry: NameRegistry, named: Map<string, Naming>): void {
  const root = references.root;
  const components = root && child(root, 'components');
  const schemas = fields(components && child(components, 'schemas'));
  for (const [key, cursor] of schemas.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const name = typeName(key);
    if (!registry.claim('schema', key, name, fileName(name), keyOf(cursor))) continue;
    const isLocalAlias = isReference(cursor) && (text(cursor, '$ref') ?? '').startsWith('#');
    const target = isReference(cursor) && !isLocalAlias ? references.resolve(cursor) : undefined;
    const free = target && !named.has(placeKey(target));
    const naming: Naming = { key, name, pointer: cursor.at.pointer, cursor: free ? target : cursor };
    named.set(placeKey(cursor), naming);
    if (free) named.set(placeKey(target), naming);
  }
}

/** The keys below which a document keeps schemas that are meant to be named. */
const schemaHolders = new Set(['schemas', 'definitions', '$defs']);

/** Gives a schema of another file a name, unless it is a part of a schema or the reference stays in its own file. */
export function nameExternal(
  target: Cursor,
  from: Cursor,
  references: References,
  registry: NameRegistry,
  named: Map<string, Naming>,
): Naming | undefined {
  const keys = pointerKeys(target.at.pointer);
  const isRoot = target.at.file === references.root?.at.file;
  const isNamed = keys.length <= 1 || (keys.length <= 3 && schemaHolders.has(keys.at(-2) ?? ''));
  if (isRoot || !isNamed) return undefined;
  const key = keys.at(-1) ?? fileStem(target.at.file);
  const name = typeName(key);
  if (!registry.claim('schema', key, name, fileName(name), from.at)) return undefined;
  const naming: Naming = { key, name, pointer: target.at.pointer, cursor: target };
  named.set(placeKey(target), naming);
  return naming;
}

function fileStem(file: string): string {
  const base = file.split(/[\\/]/).at(-1) ?? 'schema';
  return base.replace(/\.[^.]*$/, '');
}

/**
 * Gives a schema inside of another one a name of its own, which it needs because it contains itself: the names on the
 * way to it, `Tree` and `node` of `#/components/schemas/Tree/$defs/node`.
 */
export function nameRecursive(target: Cursor, registry: NameRegistry, named: Map<string, Naming>): Naming | undefined {
  const keys = pointerKeys(target.at.pointer).filter((key) => !structuralKeys.has(key));
  const key = keys.join(' ') || fileStem(target.at.file);
  const name = words(key)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  const safe = typeName(name);
  if (!registry.claim('schema', key, safe, fileName(safe), target.at)) return undefined;
  const naming: Naming = { key, name: safe, pointer: target.at.pointer, cursor: target };
  named.set(placeKey(target), naming);
  return naming;
}

/** Keys of a pointer that are the specification's words and say nothing of what stands there. */
const structuralKeys = new Set(
  'components schemas definitions $defs properties items paths content schema allOf oneOf anyOf requestBody responses'.split(
    ' ',
  ),
);
