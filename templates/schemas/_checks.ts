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

/**
 * `anyOf` of objects: what any of the matching members names is kept. A union would take the first match alone, and
 * drop what only the others name.
 */
export function anyOf<const Members extends readonly [z.ZodType, ...z.ZodType[]]>(
  members: Members,
): z.ZodType<z.output<Members[number]>> {
  const union = z.union(members);
  return z.unknown().transform((value, context) => {
    const matches = members.map((member) => member.safeParse(value)).filter((result) => result.success);
    if (matches.length === 0) {
      const issues = union.safeParse(value, { reportInput: true }).error?.issues ?? [];
      context.issues.push(...issues.map(reissued));
      return z.NEVER;
    }
    const values = matches.map((match) => match.data);
    return (values.every(isRecord) ? Object.assign({}, ...values) : values[0]) as z.output<Members[number]>;
  });
}

type AllOutputs<Members extends readonly z.ZodType[]> = Members extends readonly [
  infer First extends z.ZodType,
  ...infer Others extends readonly z.ZodType[],
]
  ? z.output<First> & AllOutputs<Others>
  : unknown;

/**
 * `allOf` of what is not one object: the value must satisfy every member, and what any of them names is kept. An
 * intersection of zod throws where two members return values that differ, as those with defaults do.
 */
export function allOf<const Members extends readonly [z.ZodType, ...z.ZodType[]]>(
  members: Members,
): z.ZodType<AllOutputs<Members>> {
  return z.unknown().transform((value, context) => {
    const results = members.map((member) => member.safeParse(value, { reportInput: true }));
    const issues = results.flatMap(({ error }) => error?.issues ?? []);
    context.issues.push(...issues.map(reissued));
    if (issues.length > 0) return z.NEVER;
    return results.map(({ data }) => data).reduce((left, right) => merged(left, right, value)) as AllOutputs<Members>;
  });
}

/** What two members return for the same input. Where they differ, one of them has changed it: that one counts. */
function merged(left: unknown, right: unknown, input: unknown): unknown {
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

/**
 * One of some schemas, chosen by the value of a property. A value that chooses none must be `otherwise`, where that is
 * given.
 */
export function discriminated<
  const Members extends Readonly<Record<string, z.ZodType>>,
  Rest extends z.ZodType = never,
>(property: string, members: Members, otherwise?: Rest): z.ZodType<z.output<Members[keyof Members]> | z.output<Rest>> {
  return z.unknown().transform((value, context) => {
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
    return result.data as z.output<Members[keyof Members]> | z.output<Rest>;
  });
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
