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
