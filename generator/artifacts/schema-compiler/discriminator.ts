import type { Schema, UnionSchema } from '../../contract/model/schema.js';
import { mergedObject } from './all-of.js';
import type { SchemaContext } from './context.js';

/** Which member of a union a value is of, by the value of one property. */
export interface Selection {
  readonly property: string;
  /** The values and the members they select, in the order of the members; each value once. */
  readonly members: readonly (readonly [value: string, member: Schema])[];
  /** What a value without the property, or with one that selects nothing, must be. */
  readonly otherwise: Schema | undefined;
}

/**
 * How the discriminator of a union selects. Undefined where it does not: a member without a name and without a
 * constant cannot be selected, nor can two that have the same value. Such a union is told apart by its members alone.
 */
export function selectionOf(schema: UnionSchema, context: SchemaContext): Selection | undefined {
  const { discriminator } = schema;
  if (!discriminator) return undefined;
  const { property } = discriminator;
  const found = new Map<string, Schema>();
  for (const member of schema.members) {
    const values = valuesOf(member, schema, context);
    if (values.length === 0 || values.some((value) => found.has(value))) return undefined;
    for (const value of values) found.set(value, member);
  }
  if (found.size === 0) return undefined;
  const fallback = schema.members.find(
    (member) => member.kind === 'reference' && member.name === discriminator.otherwise,
  );
  return { property, members: [...found], otherwise: schema.base ?? fallback };
}

/**
 * The values that select a member: those that the mapping gives it, else the constants its own schema gives the
 * property, else those of the union that it is itself, else its name (OpenAPI, Discriminator Object).
 */
function valuesOf(
  member: Schema,
  { discriminator }: UnionSchema,
  context: SchemaContext,
  depth = 0,
): readonly string[] {
  if (!discriminator || depth > 8) return [];
  const name = member.kind === 'reference' ? member.name : undefined;
  const mapped = discriminator.mapping.filter(([, target]) => target === name).map(([value]) => value);
  if (name !== undefined && mapped.length > 0) return mapped;
  const target = name === undefined ? member : context.find(name);
  const constants = target ? constantsOf(target, discriminator.property, context) : undefined;
  if (constants?.length === 1) return constants;
  if (target?.kind === 'union' && !target.base) {
    return target.members.flatMap((inner) =>
      valuesOf(inner, { ...target, discriminator: target.discriminator ?? discriminator }, context, depth + 1),
    );
  }
  const key = name === undefined ? undefined : context.key(name);
  if (key === undefined || (constants && !constants.includes(key))) return constants ?? [];
  return [key];
}

/** The strings that the property of an object is restricted to; undefined where it is not. */
function constantsOf(schema: Schema, property: string, context: SchemaContext): readonly string[] | undefined {
  const object = schema.kind === 'allOf' ? mergedObject(schema, context) : schema;
  if (object?.kind !== 'object') return undefined;
  return stringsOf(object.properties.find(({ name }) => name === property)?.schema, context);
}

function stringsOf(schema: Schema | undefined, context: SchemaContext, depth = 0): readonly string[] | undefined {
  if (schema?.kind === 'reference' && depth < 8) return stringsOf(context.find(schema.name), context, depth + 1);
  if (schema?.kind === 'enum') return schema.values.filter((value): value is string => typeof value === 'string');
  // Of a property that a parent and its child both restrict, the narrower list counts.
  if (schema?.kind !== 'allOf') return undefined;
  return schema.members
    .flatMap((member) => {
      const strings = stringsOf(member, context, depth + 1);
      return strings ? [strings] : [];
    })
    .sort((a, b) => a.length - b.length)[0];
}
