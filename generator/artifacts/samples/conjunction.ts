import type { AllOfSchema, NumberSchema, Schema, StringSchema } from '../../contract/model/schema.js';
import { mergedObject } from '../schema-compiler/all-of.js';
import type { SchemaContext } from '../schema-compiler/context.js';

/** The one schema that several amount to; strings may have to match several patterns. */
export type Conjunction =
  | { readonly kind: 'strings'; readonly schema: StringSchema; readonly patterns: readonly string[] }
  | { readonly kind: 'other'; readonly schema: Schema };

/** More combinations of members of unions than this are not tried. */
const mostCombinations = 64;

/**
 * The parts of an allOf with each union among them replaced by one of its members, in every combination. Without
 * references, as far as they do not contain themselves.
 */
export function combinationsOf(schema: AllOfSchema, context: SchemaContext): readonly (readonly Schema[])[] {
  let combinations: readonly (readonly Schema[])[] = [[]];
  for (const part of schema.members.flatMap((member) => partsOf(member, context, []))) {
    const choices = part.kind === 'union' && !part.base ? part.members : [part];
    combinations = combinations
      .flatMap((before) => choices.map((choice) => [...before, ...partsOf(choice, context, [])]))
      .slice(0, mostCombinations);
  }
  return combinations;
}

/** What a schema consists of: the parts of an allOf, and what a reference to one refers to. */
function partsOf(schema: Schema, context: SchemaContext, visited: readonly string[]): readonly Schema[] {
  if (schema.kind === 'allOf') return schema.members.flatMap((member) => partsOf(member, context, visited));
  if (schema.kind !== 'reference' || visited.includes(schema.name)) return [schema];
  const target = context.find(schema.name);
  return target ? partsOf(target, context, [...visited, schema.name]) : [schema];
}

/** The one schema that parts amount to; undefined where they are of several kinds. */
export function conjunctionOf(
  parts: readonly Schema[],
  annotations: AllOfSchema,
  context: SchemaContext,
): Conjunction | undefined {
  const telling = parts.filter(({ kind }) => kind !== 'any').map((part) => ({ ...part, nullable: false }));
  const [first] = telling;
  const plain = { ...annotations, examples: [], default: undefined };
  if (telling.length === 1 && first) return { kind: 'other', schema: first };
  if (telling.every(isString)) return strings(telling);
  if (telling.every(isNumber)) return { kind: 'other', schema: numbers(telling) };
  const object = mergedObject({ ...plain, kind: 'allOf', members: telling }, context);
  return object ? { kind: 'other', schema: object } : undefined;
}

function strings(parts: readonly StringSchema[]): Conjunction | undefined {
  const [first] = parts;
  if (!first) return undefined;
  const schema: StringSchema = {
    ...first,
    minLength: bound(
      parts.map(({ minLength }) => minLength),
      Math.max,
    ),
    maxLength: bound(
      parts.map(({ maxLength }) => maxLength),
      Math.min,
    ),
    format: parts.find(({ format }) => format !== undefined)?.format,
  };
  return {
    kind: 'strings',
    schema,
    patterns: parts.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern])),
  };
}

/** Of several steps the widest: whether it is a multiple of the others, each candidate is tried for. */
function numbers(parts: readonly NumberSchema[]): NumberSchema {
  const [first] = parts as readonly [NumberSchema];
  return {
    ...first,
    integer: parts.some(({ integer }) => integer),
    minimum: bound(
      parts.map(({ minimum }) => minimum),
      Math.max,
    ),
    maximum: bound(
      parts.map(({ maximum }) => maximum),
      Math.min,
    ),
    exclusiveMinimum: bound(
      parts.map(({ exclusiveMinimum }) => exclusiveMinimum),
      Math.max,
    ),
    exclusiveMaximum: bound(
      parts.map(({ exclusiveMaximum }) => exclusiveMaximum),
      Math.min,
    ),
    multipleOf: bound(
      parts.map(({ multipleOf }) => multipleOf),
      Math.max,
    ),
  };
}

function bound(values: readonly (number | undefined)[], choose: (...values: number[]) => number): number | undefined {
  const given = values.filter((value) => value !== undefined);
  return given.length === 0 ? undefined : choose(...given);
}

function isString(schema: Schema): schema is StringSchema {
  return schema.kind === 'string';
}

function isNumber(schema: Schema): schema is NumberSchema {
  return schema.kind === 'number';
}
