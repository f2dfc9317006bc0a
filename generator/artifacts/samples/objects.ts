import type { ObjectSchema, Property } from '../../contract/model/schema.js';
import { comesBack, first, take, type Scene } from './scene.js';

type Data = Readonly<Record<string, unknown>>;

/** How many values of each property are tried in the place of its first one. */
const variants = 6;

/**
 * Objects of valid properties: all of them but those that would contain themselves, then fewer and more, then other
 * values. What may be left out is left out where no value of it is found.
 */
export function* objectsOf(schema: ObjectSchema, scene: Scene): Iterable<Data> {
  const shown = schema.properties.filter(({ required, schema: one }) => required || !comesBack(one, scene));
  const values = new Map(shown.map((property) => [property.name, take(scene.valuesOf(property.schema, scene), 1)]));
  const required = schema.properties.filter((property) => property.required);
  if (required.some(({ name }) => values.get(name)?.length === 0)) return;
  const present = shown.filter(({ name }) => values.get(name)?.length === 1);
  const all = pick(present, values);
  const least = pick(required, values);
  const optional = present.filter((property) => !property.required);
  yield* counted(all, optional, schema, scene);
  yield* counted(least, [], schema, scene);
  for (const { name } of optional) yield without(all, name);
  for (const { name } of optional) yield { ...least, [name]: all[name] };
  for (const base of [all, least]) yield* varied(base, present, scene);
}

function pick(properties: readonly Property[], values: ReadonlyMap<string, readonly unknown[]>): Data {
  return Object.fromEntries(properties.map(({ name }) => [name, values.get(name)?.[0]]));
}

function without(data: Data, name: string): Data {
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== name));
}

/** The object with as many properties as the bounds ask for. */
function* counted(data: Data, optional: readonly Property[], schema: ObjectSchema, scene: Scene): Iterable<Data> {
  const { minProperties = 0, maxProperties = Infinity } = schema;
  const entries = Object.entries(data);
  const superfluous = new Set(optional.map(({ name }) => name).slice(Math.min(0, maxProperties - entries.length)));
  const kept = entries.length > maxProperties ? entries.filter(([name]) => !superfluous.has(name)) : entries;
  const missing = minProperties - kept.length;
  yield Object.fromEntries(missing > 0 ? [...kept, ...take(further(schema, scene), missing)] : kept);
}

/** Properties that the schema does not declare, where it allows any. */
function* further(schema: ObjectSchema, scene: Scene): Iterable<readonly [string, unknown]> {
  const { additional, propertyNames } = schema;
  if (additional === false) return;
  const value = typeof additional === 'object' ? first(scene.valuesOf(additional, scene)) : 'string';
  if (value === undefined) return;
  const declared = new Set(schema.properties.map(({ name }) => name));
  const names = propertyNames
    ? scene.valuesOf(propertyNames, scene)
    : Array.from({ length: 100 }, (_, index) => `property${index + 1}`);
  const given = new Set<unknown>();
  for (const name of names) {
    if (typeof name === 'string' && !declared.has(name) && !given.has(name)) yield [name, value];
    given.add(name);
  }
}

/** The object with other values of one property each. */
function* varied(base: Data, present: readonly Property[], scene: Scene): Iterable<Data> {
  for (const { name, schema } of present) {
    if (!Object.hasOwn(base, name)) continue;
    for (const value of take(scene.valuesOf(schema, scene), variants).slice(1)) yield { ...base, [name]: value };
  }
}
