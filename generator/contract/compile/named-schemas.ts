import { diagnostic, type Location, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, fields, keyOf, text, type Cursor } from '../read/cursor.js';
import type { NamedSchema } from '../model/contract.js';
import type { NameRegistry } from '../model/name-registry.js';
import { fileName, typeName, variantName, type VariantKind } from '../model/naming.js';
import { pointerKeys } from '../read/pointer.js';
import { isReference, placeKey, type References } from '../resolve/references.js';
import { referencedNames, type Schema } from '../model/schema.js';
import { emptyAnnotations } from './annotations.js';
import { nameOf } from './pinned-name.js';
import { recursiveNames } from './recursion.js';
import { withInherited, withSubtypes } from './subtypes.js';

/** A schema that is emitted under a name of its own. */
export interface Naming {
  readonly key: string;
  readonly name: string;
  /** The emitted file, without extension. */
  readonly file: string;
  readonly pointer: string;
  readonly cursor: Cursor;
  /** The author's name of it, and the place that bears it. */
  readonly original: string;
  readonly isPinned: boolean;
  readonly at: Location;
}

/** What giving a name needs. */
export interface NamingContext {
  readonly references: References;
  readonly registry: NameRegistry;
  readonly reporter: Reporter;
  /** The names given so far, by place. */
  readonly named: Map<string, Naming>;
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
      file: naming.file,
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
export function registerComponents(context: NamingContext): void {
  const { references, named } = context;
  const components = references.root && child(references.root, 'components');
  const schemas = fields(components && child(components, 'schemas'));
  for (const [key, cursor] of schemas.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const isLocalAlias = isReference(cursor) && (text(cursor, '$ref') ?? '').startsWith('#');
    const target = isReference(cursor) && !isLocalAlias ? references.resolve(cursor) : undefined;
    const free = target && !named.has(placeKey(target));
    const naming = giveName(
      { key, pointer: cursor.at.pointer, cursor: free ? target : cursor },
      keyOf(cursor),
      context,
    );
    if (!naming) continue;
    named.set(placeKey(cursor), naming);
    if (free) named.set(placeKey(target), naming);
  }
}

function giveName(
  { key, pointer, cursor }: Pick<Naming, 'key' | 'pointer' | 'cursor'>,
  at: Location,
  { references, registry, reporter }: NamingContext,
): Naming | undefined {
  const { original, isPinned } = nameOf(cursor, key, reporter);
  const spellings = { type: typeName(original), file: fileName(original) };
  const given = registry.claim({
    family: 'schema',
    original,
    isPinned,
    isForeign: isForeign(at, references),
    place: placeKey(cursor),
    at,
    spellings,
  });
  return given && { key, name: given.type, file: given.file, pointer, cursor, original, isPinned, at };
}

/** A component may be an alias of what stands in another file, and still is the contract's own. */
function isForeign(at: Location, references: References): boolean {
  return at.file !== references.root?.at.file;
}

/** Gives a variant of a named schema a name, which is made of what the author calls the schema. */
export function nameVariant(
  name: string,
  kind: VariantKind,
  { named, references, registry }: NamingContext,
): Pick<Naming, 'name' | 'file'> | undefined {
  const naming = [...named.values()].find((one) => one.name === name);
  if (!naming) return undefined;
  const { original, at, cursor, isPinned } = naming;
  const given = registry.claim({
    family: 'schema',
    original: `${original}${kind}`,
    isPinned,
    isDerived: true,
    isForeign: isForeign(at, references),
    place: `${placeKey(cursor)} ${kind}`,
    at,
    spellings: { type: variantName(original, kind), file: fileName(`${original} ${kind}`) },
  });
  return given && { name: given.type, file: given.file };
}

/** The keys below which a document keeps schemas that are meant to be named. */
const schemaHolders = new Set(['schemas', 'definitions', '$defs']);

/** Gives a schema of another file a name, unless it is a part of a schema or the reference stays in its own file. */
export function nameExternal(target: Cursor, context: NamingContext): Naming | undefined {
  const keys = pointerKeys(target.at.pointer);
  const isRoot = target.at.file === context.references.root?.at.file;
  const isNamed = keys.length <= 1 || (keys.length <= 3 && schemaHolders.has(keys.at(-2) ?? ''));
  if (isRoot || !isNamed) return undefined;
  const key = keys.at(-1) ?? fileStem(target.at.file);
  return remember(giveName({ key, pointer: target.at.pointer, cursor: target }, keyOf(target), context), context);
}

function remember(naming: Naming | undefined, { named }: NamingContext): Naming | undefined {
  if (naming) named.set(placeKey(naming.cursor), naming);
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
export function nameRecursive(target: Cursor, context: NamingContext): Naming | undefined {
  const keys = pointerKeys(target.at.pointer).filter((key) => !structuralKeys.has(key));
  const key = keys.join(' ') || fileStem(target.at.file);
  return remember(giveName({ key, pointer: target.at.pointer, cursor: target }, keyOf(target), context), context);
}

/** Keys of a pointer that are the specification's words and say nothing of what stands there. */
const structuralKeys = new Set(
  'components schemas definitions $defs properties items paths content schema allOf oneOf anyOf requestBody responses'.split(
    ' ',
  ),
);
