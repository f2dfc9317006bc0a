import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, fields, flag, isMapping, items, number, strings, type Cursor } from '../read/cursor.js';
import type { NamedSchema } from '../model/contract.js';
import type { NameRegistry } from '../model/naming.js';
import { childPointer } from '../read/pointer.js';
import { isReference, placeKey, type References } from '../resolve/references.js';
import type { Annotations, ObjectSchema, Property, Schema } from '../model/schema.js';
import { annotationKeys, annotationsOf, defined, emptyAnnotations } from './annotations.js';
import { readDiscriminator } from './discriminators.js';
import { fitsDefault } from './defaults.js';
import { finishNamed, nameExternal, nameRecursive, registerComponents, type Naming } from './named-schemas.js';
import { fittingValues, readNumber, readString, reportUnenforced, typesOf } from './schema-keywords.js';

/** Reads schemas. Component schemas become named ones; all others are part of where they stand. */
export interface SchemaReader {
  readonly read: (cursor: Cursor) => Schema;
  /** All named schemas, sorted by name; call once everything has been read. */
  readonly finish: () => readonly NamedSchema[];
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
    if (naming) return withSiblings(cursor, referenceTo(naming, annotations));
    const place = placeKey(target);
    // It contains itself: it is emitted under a name after all.
    if (inlining.has(place)) return referenceTo(nameRecursive(target, registry, named), annotations);
    inlining.add(place);
    const schema = read(target);
    inlining.delete(place);
    const recursive = named.get(place);
    if (recursive) return withSiblings(cursor, referenceTo(recursive, annotations));
    return { ...schema, ...defined(annotations), nullable: schema.nullable };
  };

  const referenceTo = (naming: Naming | undefined, annotations: Annotations): Schema =>
    naming ? { ...annotations, kind: 'reference', name: naming.name } : { ...annotations, kind: 'any' };

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
    const discriminator = readDiscriminator(cursor, references, named, reporter);
    const base = readBase(cursor, annotations);
    if (base) parts.push(base);
    for (const key of ['oneOf', 'anyOf'] as const) {
      const union = child(cursor, key);
      if (union) parts.push({ ...readUnion(union, key === 'oneOf', annotations), discriminator });
    }
    const all = child(cursor, 'allOf');
    if (all) parts.push(...items(all).map(read));
    const [first, ...more] = parts;
    if (!first) return { ...annotations, kind: 'any' };
    if (more.length === 0)
      return { ...first, ...defined(annotations), nullable: first.nullable || annotations.nullable, discriminator };
    return {
      ...annotations,
      discriminator,
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
      const given = listed.value.filter((value) => value !== null);
      const values = fittingValues(given, listed, typesOf(cursor), reporter);
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
