import type { AllOfSchema, ObjectSchema, Schema, UnionSchema } from '../model/schema.js';
import type { Direction, DroppedNames } from './dropped-names.js';

/** What converting a schema to one direction needs. */
export interface Conversion {
  readonly names: DroppedNames;
  /** The emitted name of a named schema in a direction. */
  readonly variantOf: (name: string, direction: Direction) => string;
  /** An example without what does not travel in the direction. */
  readonly strip: (value: unknown, schema: Schema, direction: Direction) => unknown;
}

const none: ReadonlySet<string> = new Set();

/**
 * A schema as it is in one direction: without the properties that do not travel in it.
 * @param around names that another part of the same composition drops
 */
export function convertSchema(
  schema: Schema,
  direction: Direction,
  conversion: Conversion,
  around: ReadonlySet<string> = none,
): Schema {
  const converted = convertKind(schema, direction, conversion, around);
  if (schema.examples.length === 0) return converted;
  return { ...converted, examples: schema.examples.map((one) => conversion.strip(one, schema, direction)) };
}

function convertKind(
  schema: Schema,
  direction: Direction,
  conversion: Conversion,
  around: ReadonlySet<string>,
): Schema {
  const convert = (one: Schema): Schema => convertSchema(one, direction, conversion);
  switch (schema.kind) {
    case 'array':
      return { ...schema, prefix: schema.prefix.map(convert), items: schema.items && convert(schema.items) };
    case 'object':
      return convertObject(schema, direction, conversion, around);
    case 'union':
      return convertUnion(schema, direction, conversion, around);
    case 'allOf':
      return convertAllOf(schema, direction, conversion, around);
    case 'reference': {
      const name = conversion.variantOf(schema.name, direction);
      return name === schema.name ? schema : { ...schema, name };
    }
    default:
      return schema;
  }
}

function convertObject(
  schema: ObjectSchema,
  direction: Direction,
  conversion: Conversion,
  around: ReadonlySet<string>,
): ObjectSchema {
  const own = conversion.names.of(schema, direction);
  const { additional, propertyNames } = schema;
  return {
    ...schema,
    properties: schema.properties
      .filter(({ name }) => !own.has(name) && !around.has(name))
      .map((property) => ({ ...property, schema: convertSchema(property.schema, direction, conversion) })),
    additional: typeof additional === 'object' ? convertSchema(additional, direction, conversion) : additional,
    propertyNames: propertyNames && convertSchema(propertyNames, direction, conversion),
    ...(own.size > 0 || schema.properties.some(({ name }) => around.has(name))
      ? { dropped: [...new Set([...own, ...around])].sort() }
      : {}),
  };
}

function convertUnion(
  schema: UnionSchema,
  direction: Direction,
  conversion: Conversion,
  around: ReadonlySet<string>,
): UnionSchema {
  const convert = (one: Schema): Schema => convertPart(one, direction, conversion, around);
  const dropped = union(conversion.names.of(schema, direction), around);
  const converted: UnionSchema = {
    ...schema,
    members: schema.members.map(convert),
    base: schema.base && convert(schema.base),
    discriminator: convertDiscriminator(schema, direction, conversion),
  };
  return isOpen(schema, conversion.names) && dropped.size > 0
    ? { ...converted, dropped: [...dropped].sort() }
    : converted;
}

/** What does not travel in a direction cannot select there: the members are told apart by what they are. */
function convertDiscriminator(
  schema: UnionSchema,
  direction: Direction,
  { names, variantOf }: Conversion,
): UnionSchema['discriminator'] {
  const { discriminator } = schema;
  if (!discriminator) return undefined;
  const { property, mapping, otherwise } = discriminator;
  const parts = [...schema.members, ...(schema.base ? [schema.base] : [])];
  if (parts.some((part) => names.of(part, direction).has(property))) return undefined;
  return {
    property,
    mapping: mapping.map(([value, name]) => [value, variantOf(name, direction)]),
    otherwise: otherwise === undefined ? undefined : variantOf(otherwise, direction),
  };
}

/** A property that one part calls `readOnly` is so for all parts, whatever else they say of it. */
function convertAllOf(
  schema: AllOfSchema,
  direction: Direction,
  conversion: Conversion,
  around: ReadonlySet<string>,
): AllOfSchema {
  const dropped = union(conversion.names.of(schema, direction), around);
  return {
    ...schema,
    members: schema.members.map((member) => convertPart(member, direction, conversion, dropped)),
    ...(dropped.size > 0 ? { dropped: [...dropped].sort() } : {}),
  };
}

/** A part of a composition. A named schema that requires what another part drops cannot be referred to: it is put in. */
function convertPart(part: Schema, direction: Direction, conversion: Conversion, around: ReadonlySet<string>): Schema {
  if (part.kind !== 'reference' || around.size === 0) return convertSchema(part, direction, conversion, around);
  const { names } = conversion;
  const own = names.of(part, direction);
  const foreign = new Set([...around].filter((name) => !own.has(name)));
  const target = foreign.size > 0 && names.declares(part, foreign) ? names.find(part.name) : undefined;
  return target && target.kind !== 'reference'
    ? { ...convertKind(target, direction, conversion, around), nullable: part.nullable || target.nullable }
    : convertSchema(part, direction, conversion);
}

/** Whether a member keeps, or refuses, names that it does not declare. */
function isOpen(schema: Schema, names: DroppedNames, seen: ReadonlySet<string> = new Set()): boolean {
  switch (schema.kind) {
    case 'any':
      return true;
    case 'object':
      return schema.additional !== 'unspecified' || schema.properties.length === 0;
    case 'union':
    case 'allOf':
      return schema.members.some((member) => isOpen(member, names, seen));
    case 'reference': {
      const target = seen.has(schema.name) ? undefined : names.find(schema.name);
      return target !== undefined && isOpen(target, names, new Set([...seen, schema.name]));
    }
    default:
      return false;
  }
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a, ...b]);
}
