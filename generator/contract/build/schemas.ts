import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, fields, flag, isMapping, items, keyOf, number, strings, text, type Cursor } from '../cursor.js';
import { fileName, typeName, type NameRegistry } from '../naming.js';
import type { NamedSchema } from '../model.js';
import { childPointer, pointerKeys } from '../pointer.js';
import { isReference, placeKey, type References } from '../references.js';
import { referencedNames, type Annotations, type ObjectSchema, type Property, type Schema } from '../schema.js';
import { fitsDefault } from './defaults.js';
import { recursiveNames } from './recursion.js';

/** Reads schemas. Component schemas become named ones; all others are part of where they stand. */
export interface SchemaReader {
  readonly read: (cursor: Cursor) => Schema;
  /** All named schemas, sorted by name; call once everything has been read. */
  readonly finish: () => readonly NamedSchema[];
}

interface Naming {
  readonly key: string;
  readonly name: string;
  readonly pointer: string;
  readonly cursor: Cursor;
}

/** Makes the schema reader of a contract. `draft` tells OpenAPI 3.0's dialect from JSON Schema 2020-12. */
export function createSchemaReader(
  references: References,
  registry: NameRegistry,
  draft: '3.0' | '2020-12',
  reporter: Reporter,
): SchemaReader {
  const named = new Map<string, Naming>();
  const built = new Map<string, Schema>();
  const inlining = new Set<string>();

  registerComponents(references, registry, named);

  const readReference = (cursor: Cursor): Schema => {
    const annotations = annotationsOf(cursor);
    const target = references.target(cursor);
    if (!target) return { ...annotations, kind: 'any' };
    const naming = named.get(placeKey(target)) ?? nameExternal(target, cursor, references, registry, named);
    if (naming) return withSiblings(cursor, { ...annotations, kind: 'reference', name: naming.name });
    if (inlining.has(placeKey(target))) {
      reporter.report(
        diagnostic('AW106', cursor.at, `"${text(cursor, '$ref') ?? ''}" contains itself and has no name`, {
          fix: 'Move the schema to components.schemas.',
        }),
      );
      return { ...annotations, kind: 'any' };
    }
    inlining.add(placeKey(target));
    const schema = read(target);
    inlining.delete(placeKey(target));
    return { ...schema, ...defined(annotations), nullable: schema.nullable };
  };

  /** JSON Schema 2020-12 allows keywords beside `$ref`; OpenAPI 3.0 ignores them. */
  const withSiblings = (cursor: Cursor, reference: Schema): Schema => {
    if (draft === '3.0' || !isMapping(cursor.value)) return reference;
    const rest = Object.keys(cursor.value).filter((key) => key !== '$ref' && !annotationKeys.has(key));
    if (rest.length === 0) return reference;
    const { $ref: _reference, ...value } = cursor.value;
    const own = readTyped({ ...cursor, value }, annotationsOf(cursor));
    return { ...annotationsOf(cursor), kind: 'allOf', members: [reference, own] };
  };

  const read = (cursor: Cursor): Schema => {
    if (cursor.value === true) return { ...annotationsOf(cursor), kind: 'any' };
    if (cursor.value === false) return { ...annotationsOf(cursor), kind: 'never' };
    if (!isMapping(cursor.value)) {
      reporter.report(diagnostic('AW217', cursor.at, 'a schema must be a mapping'));
      return { ...annotationsOf(cursor), kind: 'any' };
    }
    const schema = isReference(cursor) ? readReference(cursor) : readTyped(cursor, annotationsOf(cursor));
    return withDefault(cursor, schema);
  };

  const withDefault = (cursor: Cursor, schema: Schema): Schema => {
    const given = child(cursor, 'default');
    if (!given || (given.value === null && schema.nullable)) return schema;
    if (fitsDefault(schema, given.value)) return { ...schema, default: { value: given.value } };
    if (schema.kind !== 'reference' && schema.kind !== 'union' && schema.kind !== 'allOf') {
      reporter.report(diagnostic('AW211', given.at, `the default is not of kind ${schema.kind}`));
    }
    return schema;
  };

  /** A schema without `$ref`: its type's own keywords, and the compositions beside them. */
  const readTyped = (cursor: Cursor, annotations: Annotations): Schema => {
    reportUnenforced(cursor, reporter);
    const parts: Schema[] = [];
    const base = readBase(cursor, annotations);
    if (base) parts.push(base);
    for (const key of ['oneOf', 'anyOf'] as const) {
      const union = child(cursor, key);
      if (union) parts.push(readUnion(union, key === 'oneOf', annotations));
    }
    const all = child(cursor, 'allOf');
    if (all) parts.push(...items(all).map(read));
    const [first, ...more] = parts;
    if (!first) return { ...annotations, kind: 'any' };
    if (more.length === 0)
      return { ...first, ...defined(annotations), nullable: first.nullable || annotations.nullable };
    return {
      ...annotations,
      kind: 'allOf',
      members: parts.map((part) => ({ ...part, nullable: part !== base && part.nullable })),
    };
  };

  const readUnion = (cursor: Cursor, exclusive: boolean, annotations: Annotations): Schema => {
    const members = items(cursor).map(read);
    const real = members.filter((member) => member.kind !== 'null');
    const nullable = real.length < members.length;
    const [only] = real;
    if (only && real.length === 1) return { ...only, nullable: only.nullable || nullable };
    return { ...annotations, kind: 'union', exclusive, members: real, nullable: nullable || annotations.nullable };
  };

  const readBase = (cursor: Cursor, annotations: Annotations): Schema | undefined => {
    const constant = child(cursor, 'const');
    if (constant) return { ...annotations, kind: 'enum', values: [constant.value] };
    const listed = child(cursor, 'enum');
    if (listed && Array.isArray(listed.value)) {
      const values = listed.value.filter((value) => value !== null);
      const nullable = annotations.nullable || (values.length < listed.value.length && draft === '2020-12');
      if (values.length === 0) return { ...annotations, kind: nullable ? 'null' : 'never' };
      return { ...annotations, kind: 'enum', values, nullable };
    }
    const types = typesOf(cursor);
    const real = types.filter((type) => type !== 'null');
    const nullable = annotations.nullable || real.length < types.length;
    if (types.length > 0 && real.length === 0) return { ...annotations, kind: 'null' };
    const [only] = real;
    if (only && real.length === 1) return readType(only, cursor, { ...annotations, nullable });
    if (real.length === 0) return undefined;
    const plain: Annotations = { ...emptyAnnotations(cursor) };
    return {
      ...annotations,
      kind: 'union',
      exclusive: false,
      nullable,
      members: real.map((type) => readType(type, cursor, plain)),
    };
  };

  const readType = (type: string, cursor: Cursor, annotations: Annotations): Schema => {
    switch (type) {
      case 'string':
        return readString(cursor, annotations, reporter);
      case 'integer':
      case 'number':
        return readNumber(type, cursor, annotations);
      case 'boolean':
        return { ...annotations, kind: 'boolean' };
      case 'array':
        return readArray(cursor, annotations);
      case 'object':
        return readObject(cursor, annotations);
      default:
        reporter.report(
          diagnostic(
            'AW217',
            { file: cursor.at.file, pointer: childPointer(cursor.at.pointer, 'type') },
            `"${type}" is no type`,
          ),
        );
        return { ...annotations, kind: 'any' };
    }
  };

  const readArray = (cursor: Cursor, annotations: Annotations): Schema => {
    const rest = child(cursor, 'items');
    return {
      ...annotations,
      kind: 'array',
      prefix: items(child(cursor, 'prefixItems')).map(read),
      items:
        rest && rest.value !== false ? read(rest) : rest ? { ...emptyAnnotations(rest), kind: 'never' } : undefined,
      minItems: number(cursor, 'minItems'),
      maxItems: number(cursor, 'maxItems'),
      uniqueItems: flag(cursor, 'uniqueItems'),
    };
  };

  const readObject = (cursor: Cursor, annotations: Annotations): ObjectSchema => {
    const required = new Set(strings(cursor, 'required'));
    const properties: Property[] = fields(child(cursor, 'properties')).map(([name, property]) => {
      const schema = read(property);
      return { name, required: required.delete(name), schema };
    });
    for (const name of required) {
      properties.push({ name, required: true, schema: { ...emptyAnnotations(cursor), kind: 'any' } });
    }
    return {
      ...annotations,
      kind: 'object',
      properties,
      additional: readAdditional(cursor),
      propertyNames: properties.length === 0 ? readPropertyNames(cursor) : undefined,
      minProperties: number(cursor, 'minProperties'),
      maxProperties: number(cursor, 'maxProperties'),
    };
  };

  const readAdditional = (cursor: Cursor): ObjectSchema['additional'] => {
    const additional = child(cursor, 'additionalProperties') ?? child(cursor, 'unevaluatedProperties');
    // Pattern properties are not checked; refusing what only they allow would be worse than letting it pass.
    if (child(cursor, 'patternProperties')) return true;
    if (!additional) return 'unspecified';
    return typeof additional.value === 'boolean' ? additional.value : read(additional);
  };

  /** The names of a map; a name is a string even where the schema does not say so. */
  const readPropertyNames = (cursor: Cursor): Schema | undefined => {
    const names = child(cursor, 'propertyNames');
    if (!names || !isMapping(names.value)) return undefined;
    return read(isReference(names) ? names : { ...names, value: { type: 'string', ...names.value } });
  };

  return {
    read,
    finish: () => finishNamed(named, built, read, reporter),
  };
}

/** Reads the named schemas; reading one may name further ones (in files beside the contract), so until none is new. */
function finishNamed(
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
  const recursive = recursiveNames(new Map([...built].map(([name, schema]) => [name, referencedNames(schema)])));
  const endless = recursiveNames(new Map([...built].map(([name, schema]) => [name, immediateNames(schema)])));
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
      schema: built.get(naming.name) ?? { ...emptyAnnotations(naming.cursor), kind: 'any' },
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
function registerComponents(references: References, registry: NameRegistry, named: Map<string, Naming>): void {
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

/** Gives a schema of another file a name, unless it is a part of a schema or the reference stays in its own file. */
function nameExternal(
  target: Cursor,
  from: Cursor,
  references: References,
  registry: NameRegistry,
  named: Map<string, Naming>,
): Naming | undefined {
  const keys = pointerKeys(target.at.pointer);
  const isRoot = target.at.file === references.root?.at.file;
  if (isRoot || keys.length > 1) return undefined;
  const base =
    target.at.file
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]*$/, '') ?? 'schema';
  const key = keys[0] ?? base;
  const name = typeName(key);
  if (!registry.claim('schema', key, name, fileName(name), from.at)) return undefined;
  const naming: Naming = { key, name, pointer: target.at.pointer, cursor: target };
  named.set(placeKey(target), naming);
  return naming;
}

const annotationKeys = new Set([
  'title',
  'description',
  'summary',
  'deprecated',
  'example',
  'examples',
  'default',
  'readOnly',
  'writeOnly',
  '$comment',
  'externalDocs',
  'xml',
]);

function emptyAnnotations(cursor: Cursor): Annotations {
  return {
    at: cursor.at,
    title: undefined,
    description: undefined,
    deprecated: false,
    examples: [],
    default: undefined,
    nullable: false,
  };
}

function annotationsOf(cursor: Cursor): Annotations {
  const example = child(cursor, 'example');
  return {
    at: cursor.at,
    title: text(cursor, 'title'),
    description: text(cursor, 'description'),
    deprecated: flag(cursor, 'deprecated'),
    examples: [...(example ? [example.value] : []), ...items(child(cursor, 'examples')).map((item) => item.value)],
    default: undefined,
    nullable: flag(cursor, 'nullable'),
  };
}

/** The annotations that say something, so that merging them over others loses none of theirs. */
function defined(annotations: Annotations): Partial<Annotations> {
  return {
    at: annotations.at,
    ...(annotations.title === undefined ? {} : { title: annotations.title }),
    ...(annotations.description === undefined ? {} : { description: annotations.description }),
    ...(annotations.deprecated ? { deprecated: true } : {}),
    ...(annotations.examples.length === 0 ? {} : { examples: annotations.examples }),
  };
}

/** The declared types, or those that the keywords speak of: `properties` without `type` is meant as an object. */
function typesOf(cursor: Cursor): string[] {
  const declared = child(cursor, 'type')?.value;
  if (typeof declared === 'string') return [declared];
  if (Array.isArray(declared)) return strings(cursor, 'type');
  const has = (...keys: string[]): boolean => keys.some((key) => child(cursor, key) !== undefined);
  if (has('properties', 'additionalProperties', 'required', 'minProperties', 'maxProperties')) return ['object'];
  if (has('items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems')) return ['array'];
  if (has('pattern', 'minLength', 'maxLength')) return ['string'];
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return ['number'];
  return [];
}

function readString(cursor: Cursor, annotations: Annotations, reporter: Reporter): Schema {
  const pattern = text(cursor, 'pattern');
  const usable = pattern !== undefined && isRegularExpression(pattern);
  if (pattern !== undefined && !usable) {
    reporter.report(
      diagnostic(
        'AW208',
        { file: cursor.at.file, pointer: childPointer(cursor.at.pointer, 'pattern') },
        `"${pattern}" is not a regular expression`,
      ),
    );
  }
  const encoding = text(cursor, 'contentEncoding') === 'base64' ? 'byte' : undefined;
  const media = text(cursor, 'contentMediaType') === 'application/octet-stream' ? 'binary' : undefined;
  return {
    ...annotations,
    kind: 'string',
    minLength: number(cursor, 'minLength'),
    maxLength: number(cursor, 'maxLength'),
    pattern: usable ? pattern : undefined,
    format: text(cursor, 'format') ?? encoding ?? media,
  };
}

function isRegularExpression(pattern: string): boolean {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags) instanceof RegExp;
    } catch {
      continue;
    }
  }
  return false;
}

/** In OpenAPI 3.0 `exclusiveMinimum: true` makes `minimum` exclusive; later it is a number of its own. */
function readNumber(type: 'integer' | 'number', cursor: Cursor, annotations: Annotations): Schema {
  const minimum = number(cursor, 'minimum');
  const maximum = number(cursor, 'maximum');
  const below = flag(cursor, 'exclusiveMinimum');
  const above = flag(cursor, 'exclusiveMaximum');
  return {
    ...annotations,
    kind: 'number',
    integer: type === 'integer',
    minimum: below ? undefined : minimum,
    maximum: above ? undefined : maximum,
    exclusiveMinimum: below ? minimum : number(cursor, 'exclusiveMinimum'),
    exclusiveMaximum: above ? maximum : number(cursor, 'exclusiveMaximum'),
    multipleOf: number(cursor, 'multipleOf'),
    format: text(cursor, 'format'),
  };
}

const unenforced = [
  'not',
  'if',
  'then',
  'else',
  'dependentSchemas',
  'dependentRequired',
  'patternProperties',
  'contains',
  'unevaluatedItems',
  '$dynamicRef',
  '$recursiveRef',
];

function reportUnenforced(cursor: Cursor, reporter: Reporter): void {
  for (const key of unenforced) {
    const found = child(cursor, key);
    if (found) reporter.report(diagnostic('AW215', keyOf(found), `"${key}" is not checked by the emitted models`));
  }
  const names = child(cursor, 'propertyNames');
  if (names && fields(child(cursor, 'properties')).length > 0) {
    reporter.report(
      diagnostic('AW215', keyOf(names), '"propertyNames" beside "properties" is not checked by the emitted models'),
    );
  }
}
