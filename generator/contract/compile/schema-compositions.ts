import type { Annotations, Schema } from '../model/schema.js';
import { child, items, type Cursor } from '../read/cursor.js';
import { isReference, placeKey } from '../resolve/references.js';
import { annotationsOf, defined, emptyAnnotations, readNullable } from './annotations.js';
import { readDiscriminator } from './discriminators.js';
import { fittingValues, impliedTypes, typesOf } from './schema-keywords.js';
import type { SchemaReading } from './schema-reading.js';
import { readType } from './schema-types.js';
import { ofOneType } from './one-type.js';
import { readUnchecked, reportUnchecked } from './unchecked-keywords.js';
import { reportWideIntegers } from './wide-integers.js';

/** Reads a schema without its `$ref`: its type's own keywords, and the compositions beside them. */
export function readOwnKeywords(cursor: Cursor, reading: SchemaReading): Schema {
  const { draft, reporter } = reading;
  const annotations = { ...annotationsOf(cursor), nullable: readNullable(cursor, draft, reporter) };
  reportUnchecked(cursor, reading);
  reportWideIntegers(cursor, reporter);
  const discriminator = readDiscriminator(cursor, reading);
  const base = readBase(cursor, annotations, reading);
  const unchecked = readUnchecked(cursor, reading);
  const [type, ...otherTypes] = typesOf(cursor);
  const narrow = (part: Schema): Schema =>
    type !== undefined && otherTypes.length === 0 ? ofOneType(part, type) : part;
  const unions = (['oneOf', 'anyOf'] as const).flatMap((key): Schema[] => {
    const union = child(cursor, key);
    return union ? [{ ...readUnion(union, key === 'oneOf', annotations, reading), discriminator }] : [];
  });
  const composed = [...unions, ...items(child(cursor, 'allOf')).map(reading.read), ...unchecked.declaring];
  const parts = [...(base ? [base] : []), ...composed.map(narrow)];
  const whole = partsTogether(parts, base, { ...annotations, discriminator });
  return unchecked.isAny ? { ...whole, isInexact: true } : whole;
}

/** The schema of which all parts hold. */
function partsTogether(parts: readonly Schema[], base: Schema | undefined, annotations: Annotations): Schema {
  const { discriminator } = annotations;
  const [first, ...more] = parts;
  if (!first) return { ...annotations, kind: 'any' };
  if (more.length === 0) {
    const nullable = first.nullable || annotations.nullable;
    return { ...first, ...defined(annotations), nullable, discriminator };
  }
  const members = parts.map((part) => ({ ...part, nullable: part !== base && part.nullable }));
  return { ...annotations, kind: 'allOf', members };
}

function readUnion(cursor: Cursor, exclusive: boolean, annotations: Annotations, reading: SchemaReading): Schema {
  const members = items(cursor).map((item) => readMember(item, reading));
  const real = members.filter((member) => member.kind !== 'null');
  const nullable = real.length < members.length;
  const [only] = real;
  if (only && real.length === 1) return { ...only, nullable: only.nullable || nullable };
  return { ...annotations, kind: 'union', exclusive, members: real, nullable: nullable || annotations.nullable };
}

/** A member that a discriminator's mapping points at has a name, wherever it stands. */
function readMember(item: Cursor, { named, read }: SchemaReading): Schema {
  const naming = isReference(item) ? undefined : named.get(placeKey(item));
  return naming ? { ...annotationsOf(item), kind: 'reference', name: naming.name } : read(item);
}

/** What `const`, `enum` or `type` say; undefined where none of them stands. */
function readBase(cursor: Cursor, annotations: Annotations, reading: SchemaReading): Schema | undefined {
  const constant = child(cursor, 'const');
  if (constant) return { ...annotations, kind: 'enum', values: [constant.value] };
  return readEnum(cursor, annotations, reading) ?? readTypes(cursor, annotations, reading);
}

function readEnum(cursor: Cursor, annotations: Annotations, { draft, reporter }: SchemaReading): Schema | undefined {
  const listed = child(cursor, 'enum');
  if (!listed || !Array.isArray(listed.value)) return undefined;
  const given = listed.value.filter((value) => value !== null);
  const values = fittingValues(given, listed, typesOf(cursor), reporter);
  const nullable = annotations.nullable || (values.length < listed.value.length && draft === '2020-12');
  if (values.length === 0) return { ...annotations, kind: nullable ? 'null' : 'never' };
  return { ...annotations, kind: 'enum', values, nullable };
}

function readTypes(cursor: Cursor, annotations: Annotations, reading: SchemaReading): Schema | undefined {
  const types = typesOf(cursor);
  const real = types.filter((type) => type !== 'null');
  const nullable = annotations.nullable || real.length < types.length;
  if (types.length > 0 && real.length === 0) return { ...annotations, kind: 'null' };
  const [only] = real;
  if (only === undefined) return readLoose(cursor, annotations, reading);
  if (real.length === 1) return readType(only, cursor, { ...annotations, nullable }, reading);
  const members = real.map((type) => readType(type, cursor, emptyAnnotations(cursor), reading));
  return { ...annotations, kind: 'union', exclusive: false, nullable, members };
}

/** Keywords without a type: each constrains the values of its own type, and those alone (JSON Schema, 6). */
function readLoose(cursor: Cursor, annotations: Annotations, reading: SchemaReading): Schema | undefined {
  const members = impliedTypes(cursor).map((type) => ({
    ...readType(type, cursor, emptyAnnotations(cursor), reading),
    isLoose: true,
  }));
  const [only] = members;
  if (!only) return undefined;
  return members.length === 1 ? { ...only, ...annotations } : { ...annotations, kind: 'allOf', members };
}
