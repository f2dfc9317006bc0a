import type { AllOfSchema, Schema, StringSchema, UnionSchema } from '../../contract/model/schema.js';
import { accepts } from '../schema-compiler/accepts.js';
import type { SchemaContext } from '../schema-compiler/context.js';
import { selectionOf } from '../schema-compiler/discriminator.js';
import { arraysOf } from './arrays.js';
import { numbersOf } from './numbers.js';
import { objectsOf } from './objects.js';
import { comesBack, type Scene } from './scene.js';
import { stringsOf } from './strings.js';
import { combinationsOf, conjunctionOf } from './conjunction.js';

/** How many candidates in a row may break a rule of the schema before it is given up. */
const patience = 400;

/**
 * The values that a schema accepts, as many as anybody asks for, always in the same order: the author's examples and
 * default first, then values made of the schema. Each differs from those before it. Empty where none is found.
 */
export function valuesOf(schema: Schema, schemas: SchemaContext): Iterable<unknown> {
  return validValues(schema, { schemas, visited: [], valuesOf: validValues });
}

function* validValues(schema: Schema, scene: Scene): Iterable<unknown> {
  const given = new Set<string>();
  let failures = 0;
  for (const value of candidates(schema, scene)) {
    const text = JSON.stringify(value);
    // What a reference refers to has been looked at already.
    const isKnown = schema.kind === 'reference' && schema.examples.length === 0 && !schema.default;
    if (given.has(text) || (!isKnown && !accepts(schema, value, scene.schemas))) {
      failures += 1;
      if (failures > patience) return;
      continue;
    }
    failures = 0;
    given.add(text);
    yield value;
  }
}

function* candidates(schema: Schema, scene: Scene): Iterable<unknown> {
  yield* schema.examples;
  if (schema.default) yield schema.default.value;
  yield* constructed(schema, scene);
  if (schema.nullable) yield null;
}

function* constructed(schema: Schema, scene: Scene): Iterable<unknown> {
  switch (schema.kind) {
    case 'any':
      yield* anything();
      break;
    case 'never':
      break;
    case 'null':
      yield null;
      break;
    case 'boolean':
      yield* [true, false];
      break;
    case 'string':
      yield* stringsOf(schema, patternsOf(schema));
      break;
    case 'number':
      yield* numbersOf(schema);
      break;
    case 'enum':
      yield* schema.values;
      break;
    case 'array':
      yield* arraysOf(schema, scene);
      break;
    case 'object':
      yield* objectsOf(schema, scene);
      break;
    case 'union':
      yield* ofUnion(schema, scene);
      break;
    case 'allOf':
      yield* ofAllOf(schema, scene);
      break;
    case 'reference': {
      const target = scene.schemas.find(schema.name);
      if (!target || scene.visited.includes(schema.name)) break;
      yield* scene.valuesOf(target, { ...scene, visited: [...scene.visited, schema.name] });
    }
  }
}

function* anything(): Iterable<unknown> {
  yield {};
  for (let index = 0; index < patience; index += 1) yield index === 0 ? 'string' : `string${index}`;
  yield* [1, true, [], null];
}

function patternsOf({ pattern }: StringSchema): readonly string[] {
  return pattern === undefined ? [] : [pattern];
}

/** The first value of each member, then the second ones, and so on. */
function* ofUnion(schema: UnionSchema, scene: Scene): Iterable<unknown> {
  const selection = selectionOf(schema, scene.schemas);
  if (selection) {
    const { property, members } = selection;
    yield* alternating(
      inOrder(members, ([, member]) => comesBack(member, scene)).map(([value, member]) =>
        mapped(scene.valuesOf(member, scene), (one) => (isRecord(one) ? { ...one, [property]: value } : one)),
      ),
    );
  }
  if (schema.base) yield* scene.valuesOf(schema.base, scene);
  const members = inOrder(schema.members, (member) => comesBack(member, scene));
  yield* alternating(members.map((member) => scene.valuesOf(member, scene)));
}

/** Values of the one schema that all parts amount to, then those of single parts that happen to fit the others. */
function* ofAllOf(schema: AllOfSchema, scene: Scene): Iterable<unknown> {
  for (const members of combinationsOf(schema, scene.schemas)) {
    const one = conjunctionOf(members, schema, scene.schemas);
    if (one?.kind === 'strings') yield* stringsOf(one.schema, one.patterns);
    else if (one) yield* constructed(one.schema, scene);
    yield* alternating(members.map((member) => scene.valuesOf(member, scene)));
  }
}

function inOrder<T>(items: readonly T[], isLast: (item: T) => boolean): readonly T[] {
  return [...items.filter((item) => !isLast(item)), ...items.filter(isLast)];
}

function* alternating<T>(sequences: readonly Iterable<T>[]): Iterable<T> {
  let running = sequences.map((sequence) => sequence[Symbol.iterator]());
  while (running.length > 0) {
    const rounds = running.map((iterator) => ({ iterator, result: iterator.next() }));
    for (const { result } of rounds) if (!result.done) yield result.value;
    running = rounds.filter(({ result }) => !result.done).map(({ iterator }) => iterator);
  }
}

function* mapped<T, U>(values: Iterable<T>, change: (value: T) => U): Iterable<U> {
  for (const value of values) yield change(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
