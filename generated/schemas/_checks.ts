/**
 * Rules of JSON Schema that zod has no word for, as zod checks. Lengths are counted in code points, as JSON Schema
 * Validation section 6.3 asks, and not in UTF-16 units.
 */
import * as z from 'zod';

/** At least this many code points. */
export function minLength(minimum: number) {
  return z.check<string>((context) => {
    if (codePoints(context.value) >= minimum) return;
    context.issues.push({ code: 'too_small', origin: 'string', minimum, inclusive: true, input: context.value });
  });
}

/** At most this many code points. */
export function maxLength(maximum: number) {
  return z.check<string>((context) => {
    // A string has at most as many code points as UTF-16 units, which are counted without a walk.
    if (context.value.length <= maximum || codePoints(context.value) <= maximum) return;
    context.issues.push({ code: 'too_big', origin: 'string', maximum, inclusive: true, input: context.value });
  });
}

/** An absolute URI. `URL` alone would trim white space away. */
export function uri() {
  return z.check<string>((context) => {
    if (!/\s/.test(context.value) && URL.canParse(context.value)) return;
    context.issues.push({ code: 'invalid_format', format: 'url', input: context.value });
  });
}

/** At least this many items in a tuple. */
export function minItems(minimum: number) {
  return z.check<readonly unknown[]>((context) => {
    if (context.value.length >= minimum) return;
    context.issues.push({ code: 'too_small', origin: 'array', minimum, inclusive: true, input: context.value });
  });
}

/** At most this many items in a tuple. */
export function maxItems(maximum: number) {
  return z.check<readonly unknown[]>((context) => {
    if (context.value.length <= maximum) return;
    context.issues.push({ code: 'too_big', origin: 'array', maximum, inclusive: true, input: context.value });
  });
}

/** No two items are equal. */
export function uniqueItems() {
  return z.check<readonly unknown[]>((context) => {
    const seen = new Set<string>();
    for (const item of context.value) seen.add(canonical(item));
    if (seen.size === context.value.length) return;
    context.issues.push({ code: 'custom', message: 'must not hold the same item twice', input: context.value });
  });
}

/** At least this many properties. */
export function minProperties(minimum: number) {
  return z.check<object>((context) => {
    if (Object.keys(context.value).length >= minimum) return;
    context.issues.push({ code: 'custom', message: `must have at least ${minimum} properties`, input: context.value });
  });
}

/** At most this many properties. */
export function maxProperties(maximum: number) {
  return z.check<object>((context) => {
    if (Object.keys(context.value).length <= maximum) return;
    context.issues.push({ code: 'custom', message: `must have at most ${maximum} properties`, input: context.value });
  });
}

/** Reads an object's own properties alone, where a schema names one that every object inherits. */
export function ownProperties<T extends z.ZodType>(schema: T) {
  return z.preprocess(
    (value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.assign(Object.create(null) as object, value)
        : value,
    schema,
  );
}

/** Takes properties out of an object before the schema sees it: those that do not travel in its direction. */
export function withoutProperties<T extends z.ZodType>(names: readonly string[], schema: T) {
  return z.preprocess(
    (value) =>
      isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))) : value,
    schema,
  );
}

/** The models that a model of this file is put together of. */
const partsOf = new WeakMap<z.ZodType, readonly z.ZodType[]>();

function composed<Model extends z.ZodType>(parts: readonly z.ZodType[], model: Model): Model {
  partsOf.set(model, parts);
  return model;
}

type Members = readonly [z.ZodType, ...z.ZodType[]];

/** What a union may have beside its members. */
interface UnionOptions {
  /** The discriminator: the name of its property, and for each member the values that choose it. */
  readonly chosenBy?: readonly [property: string, ...values: (readonly string[])[]];
  /** Which member is chosen by a value that chooses none, or by its absence. */
  readonly otherwise?: number;
  /** The members of which some keyword is not checked: that they accept a value says nothing. */
  readonly unchecked?: readonly number[];
}

/** `anyOf` of what holds keys: those that any of the members declares are kept. */
export function anyOf<const M extends Members>(members: M, options: UnionOptions = {}): z.ZodType<z.output<M[number]>> {
  return unionOf(members, options, (matching) => matching.length > 0);
}

/** `oneOf` of what holds keys: exactly one member must match, and the keys that any of them declares are kept. */
export function oneOf<const M extends Members>(members: M, options: UnionOptions = {}): z.ZodType<z.output<M[number]>> {
  const certain = (index: number): boolean => !options.unchecked?.includes(index);
  return unionOf(members, options, (matching) => matching.length > 0 && matching.filter(certain).length <= 1);
}

function unionOf<M extends Members>(
  members: M,
  { chosenBy: [property, ...choices] = [''], otherwise = -1 }: UnionOptions,
  isMatch: (matching: readonly number[]) => boolean,
): z.ZodType<z.output<M[number]>> {
  const model = z.unknown().transform((value, context) => {
    const choice = isRecord(value) && Object.hasOwn(value, property) ? value[property] : undefined;
    const index = choices.findIndex((values) => values.some((one) => one === choice));
    const first = members[index === -1 ? otherwise : index]?.safeParse(value, { reportInput: true });
    // A discriminator tells which member is meant; whether another one would match does not matter then.
    if (first?.success) return withDeclared(first.data, members, value) as z.output<M[number]>;
    const results = members.map((member) => member.safeParse(value));
    const matching = [...results.keys()].filter((index) => results[index]?.success);
    if (isMatch(matching)) {
      const data = matching.map((index) => results[index]?.data as unknown);
      return withDeclared(
        data.reduce((left, right) => merged(left, right, value)),
        members,
        value,
      ) as z.output<M[number]>;
    }
    if (first) context.issues.push(...first.error.issues.map(reissued));
    else if (choices.length > 0 && isRecord(value)) context.issues.push(noChoice(property, choices.flat(), choice));
    else context.issues.push(...noMatch(members, matching.length, value));
    return z.NEVER;
  });
  return composed(members, model);
}

function noChoice(property: string, values: readonly string[], input: unknown): z.core.$ZodRawIssue {
  return { code: 'invalid_value', values: [...values], path: [property], input };
}

function noMatch(members: Members, matches: number, input: unknown): readonly z.core.$ZodRawIssue[] {
  if (matches > 0) return [{ code: 'invalid_union', errors: [], inclusive: false, input } as z.core.$ZodRawIssue];
  return (z.union(members).safeParse(input, { reportInput: true }).error?.issues ?? []).map(reissued);
}

/** A result with those keys of the input added that a member declares, also one that does not match. */
function withDeclared(result: unknown, members: readonly z.ZodType[], input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return result;
  return members.reduce((sofar, member) => withMissing(sofar, declared(member, input)), result);
}

function withMissing(result: unknown, more: unknown): unknown {
  if (isRecord(result) && isRecord(more)) {
    const entries = Object.entries(more).map(
      ([key, value]) => [key, Object.hasOwn(result, key) ? withMissing(result[key], value) : value] as const,
    );
    return entries.length === 0 ? result : Object.fromEntries([...Object.entries(result), ...entries]);
  }
  if (Array.isArray(result) && Array.isArray(more) && result.length === more.length) {
    return result.map((item: unknown, index) => withMissing(item, more[index]));
  }
  return result;
}

/** What a model declares of a value, whether it accepts it or not; undefined where it declares nothing of it. */
function declared(model: z.ZodType, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const parts = partsOf.get(model);
  if (parts)
    return parts.map((part) => declared(part, value)).reduce((left, right) => withMissing(left ?? right, right));
  const { def } = (model as unknown as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return isRecord(value) ? declaredKeys(def.shape, value) : undefined;
    case 'array':
      return Array.isArray(value) ? value.map((item) => declared(def.element as z.ZodType, item)) : undefined;
    case 'optional':
    case 'nullable':
    case 'default':
      return declared(def.innerType as z.ZodType, value);
    case 'lazy':
      return declared(def.getter() as z.ZodType, value);
    case 'pipe':
      return declared(def.out as z.ZodType, value);
    default:
      return undefined;
  }
}

function declaredKeys(shape: z.core.$ZodShape, value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape)
      .filter(([key]) => key !== '__proto__' && Object.hasOwn(value, key))
      .map(([key, model]) => [key, declared(model as z.ZodType, value[key]) ?? value[key]]),
  );
}

type AllOutputs<M extends readonly z.ZodType[]> = M extends readonly [
  infer First extends z.ZodType,
  ...infer Others extends readonly z.ZodType[],
]
  ? z.output<First> & AllOutputs<Others>
  : unknown;

/**
 * `allOf` of what is not one object: the value must satisfy every member, and what any of them names is kept. An
 * intersection of zod throws where two members return values that differ, as those with defaults do.
 */
export function allOf<const M extends Members>(members: M): z.ZodType<AllOutputs<M>> {
  const model = z.unknown().transform((value, context) => {
    const results = members.map((member) => member.safeParse(value, { reportInput: true }));
    const issues = results.flatMap(({ error }) => error?.issues ?? []);
    context.issues.push(...issues.map(reissued));
    if (issues.length > 0) return z.NEVER;
    return results.map(({ data }) => data).reduce((left, right) => merged(left, right, value)) as AllOutputs<M>;
  });
  return composed(members, model);
}

/** What two members return for the same input. Where they differ, one of them has changed it: that one counts. */
function merged(left: unknown, right: unknown, input: unknown): unknown {
  // What a member hands back as it was given, it declares nothing of.
  if (left === input) return right;
  if (right === input) return left;
  if (isRecord(left) && isRecord(right)) {
    const given: Record<string, unknown> = isRecord(input) ? input : {};
    const both = Object.keys(right).filter((key) => Object.hasOwn(left, key));
    const own = both.map((key) => [key, merged(left[key], right[key], given[key])] as const);
    return Object.fromEntries([...Object.entries(left), ...Object.entries(right), ...own]);
  }
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length) {
    return left.map((item: unknown, index) => merged(item, right[index], Array.isArray(input) ? input[index] : item));
  }
  return left === input ? right : left;
}

/** What a value of each type of JSON is. */
interface Json {
  string: string;
  number: number;
  boolean: boolean;
  null: null;
  array: unknown[];
  object: { [key: string]: unknown };
}

type OfType<Kind extends keyof Json, Model extends z.ZodType> = Kind extends 'object' | 'array'
  ? z.output<Model> | Json[Exclude<keyof Json, Kind>]
  : unknown;

/** Keywords of one type that stand without it: a value of another type passes as it is (JSON Schema, 6). */
export function ofType<const Kind extends 'string' | 'number' | 'array' | 'object', Model extends z.ZodType>(
  kind: Kind,
  model: Model,
): z.ZodType<OfType<Kind, Model>> {
  const whole = z.unknown().transform((value, context) => {
    if (value !== undefined && typeOf(value) !== kind) return value as OfType<Kind, Model>;
    const result = model.safeParse(value, { reportInput: true });
    if (!result.success) context.issues.push(...result.error.issues.map(reissued));
    return result.data as OfType<Kind, Model>;
  });
  return composed([model], whole);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * One of some schemas, chosen by the value of a property. A value that chooses none must be `otherwise`, where that is
 * given.
 */
export function discriminated<const M extends Readonly<Record<string, z.ZodType>>, Rest extends z.ZodType = never>(
  property: string,
  members: M,
  otherwise?: Rest,
): z.ZodType<z.output<M[keyof M]> | z.output<Rest>> {
  const model = z.unknown().transform((value, context) => {
    const choice = isRecord(value) && Object.hasOwn(value, property) ? value[property] : undefined;
    const member = typeof choice === 'string' && Object.hasOwn(members, choice) ? members[choice] : otherwise;
    if (!member) {
      context.issues.push(
        isRecord(value)
          ? { code: 'invalid_value', values: Object.keys(members), path: [property], input: choice }
          : { code: 'invalid_type', expected: 'object', input: value },
      );
      return z.NEVER;
    }
    const result = member.safeParse(value, { reportInput: true });
    if (!result.success) context.issues.push(...result.error.issues.map(reissued));
    return result.data as z.output<M[keyof M]> | z.output<Rest>;
  });
  return composed([...Object.values(members), ...(otherwise ? [otherwise] : [])], model);
}

/** An issue of an inner schema as one of the outer schema, which words it. */
function reissued(issue: z.core.$ZodIssue): z.core.$ZodRawIssue {
  const { message, ...rest } = issue;
  return (issue.code === 'custom' ? { ...rest, message } : rest) as z.core.$ZodRawIssue;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One of some values that are not all scalars. */
export function oneOfValues(values: readonly unknown[]) {
  const allowed = new Set(values.map(canonical));
  return z.unknown().refine((value) => allowed.has(canonical(value)), 'must be one of the allowed values');
}

/** Bytes: text in JSON, a `Uint8Array` where the media type carries bytes. */
export function binary() {
  return z.union([z.string(), z.instanceof(Uint8Array)]);
}

function codePoints(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}

/** JSON with sorted keys: equal values have equal texts. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, item: unknown) =>
      typeof item === 'object' && item !== null && !Array.isArray(item)
        ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
        : item,
    ) ?? 'undefined'
  );
}
