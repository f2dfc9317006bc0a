import type { AllOfSchema, ObjectSchema, Property, Schema } from '../../contract/model/schema.js';
import type { SchemaContext } from './context.js';

/**
 * The one object that an `allOf` of plain objects amounts to, or undefined where a member is something else.
 * A merged object keeps the properties' types exact and its type readable; an intersection would do neither.
 */
export function mergedObject(
  schema: AllOfSchema,
  context: SchemaContext,
  visited: ReadonlySet<string> = new Set(),
): ObjectSchema | undefined {
  const objects: ObjectSchema[] = [];
  for (const member of schema.members) {
    if (member.kind === 'any') continue;
    const object = plainObject(member, context, visited);
    if (!object) return undefined;
    objects.push(object);
  }
  const [first] = objects;
  if (!first) return undefined;
  return objects.length === 1
    ? withoutDropped({ ...first, nullable: schema.nullable, dropped: allDropped([first, schema]) })
    : withoutDropped({ ...schema, ...mergeAll(objects), kind: 'object', dropped: allDropped([...objects, schema]) });
}

function allDropped(parts: readonly (ObjectSchema | AllOfSchema)[]): readonly string[] | undefined {
  const names = new Set(parts.flatMap(({ dropped }) => dropped ?? []));
  return names.size > 0 ? [...names].sort() : undefined;
}

/** What one part of an allOf drops, no other part can demand. */
function withoutDropped(object: ObjectSchema): ObjectSchema {
  const { dropped } = object;
  if (!dropped) return object;
  return { ...object, properties: object.properties.filter(({ name }) => !dropped.includes(name)) };
}

function plainObject(schema: Schema, context: SchemaContext, visited: ReadonlySet<string>): ObjectSchema | undefined {
  if (schema.nullable) return undefined;
  // A parent that stands for its children: here is one of them, which has what the parent hands down.
  if (schema.kind === 'union' && schema.base) return plainObject(schema.base, context, visited);
  if (schema.kind === 'object') return schema;
  if (schema.kind === 'allOf') return mergedObject(schema, context, visited);
  if (schema.kind !== 'reference' || visited.has(schema.name)) return undefined;
  const target = context.find(schema.name);
  return target && plainObject(target, context, new Set([...visited, schema.name]));
}

function mergeAll(
  objects: readonly ObjectSchema[],
): Pick<
  ObjectSchema,
  'properties' | 'additional' | 'minProperties' | 'maxProperties' | 'propertyNames' | 'isLoose' | 'isInexact'
> {
  const properties = new Map<string, Property>();
  for (const property of objects.flatMap((object) => object.properties)) {
    const earlier = properties.get(property.name);
    properties.set(property.name, earlier ? mergeProperty(earlier, property) : property);
  }
  const closed = objects.some((object) => object.additional === false);
  const open = objects.find((object) => typeof object.additional === 'object' || object.additional === true);
  return {
    properties: [...properties.values()],
    additional: closed ? false : (open?.additional ?? 'unspecified'),
    propertyNames: undefined,
    isLoose: objects.every(({ isLoose }) => isLoose),
    isInexact: objects.some(({ isInexact }) => isInexact),
    minProperties: most(
      objects.map((object) => object.minProperties),
      Math.max,
    ),
    maxProperties: most(
      objects.map((object) => object.maxProperties),
      Math.min,
    ),
  };
}

/** A name that one member only requires takes the schema of the other. */
function mergeProperty(a: Property, b: Property): Property {
  const required = a.required || b.required;
  if (a.schema.kind === 'any') return { ...b, required };
  if (b.schema.kind === 'any' || sameSchema(a.schema, b.schema)) return { ...a, required };
  return {
    name: a.name,
    required,
    schema: { ...b.schema, kind: 'allOf', members: [a.schema, b.schema], nullable: false, default: undefined },
  };
}

function sameSchema(a: Schema, b: Schema): boolean {
  const bare = (_key: string, value: unknown): unknown =>
    _key === 'at' || _key === 'description' || _key === 'examples' ? undefined : value;
  return JSON.stringify(a, bare) === JSON.stringify(b, bare);
}

function most(values: readonly (number | undefined)[], choose: (...values: number[]) => number): number | undefined {
  const given = values.filter((value) => value !== undefined);
  return given.length === 0 ? undefined : choose(...given);
}
