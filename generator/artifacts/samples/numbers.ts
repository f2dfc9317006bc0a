import type { NumberSchema } from '../../contract/model/schema.js';

/** How many numbers are offered. */
const most = 300;

/** Numbers within the bounds, from the one that is nearest to what the author named; some may break a rule. */
export function* numbersOf(schema: NumberSchema): Iterable<number> {
  const unit = schema.multipleOf || (schema.integer ? 1 : 0.5);
  // A whole number that is a multiple of a fraction.
  const step = schema.integer && !Number.isInteger(unit) ? wholeMultiple(unit) : unit;
  const least = Math.max(schema.minimum ?? -Infinity, schema.exclusiveMinimum ?? -Infinity);
  const greatest = Math.min(schema.maximum ?? Infinity, schema.exclusiveMaximum ?? Infinity);
  if (least > -Infinity && !schema.multipleOf && (!schema.integer || Number.isInteger(least))) yield least;
  const start = least > -Infinity ? least : Math.min(1, greatest);
  const from = least > -Infinity ? Math.ceil(start / step) : Math.floor(start / step);
  const fits = (value: number): boolean => value >= least && value <= greatest;
  if (least === -Infinity && greatest >= 1 && step <= 1) yield 1;
  for (let index = 0; index < most; index += 1) {
    const up = multiple(from + index, step);
    const down = multiple(from - index, step);
    if (fits(up)) yield up;
    if (index > 0 && fits(down)) yield down;
    if (!fits(up) && !fits(down) && index > 1) break;
  }
  // Bounds closer to each other than a step.
  if (least > -Infinity && greatest < Infinity && !schema.multipleOf) {
    for (const part of [2, 3, 4, 5, 7, 10]) yield least + (greatest - least) / part;
  }
  if (greatest < Infinity) yield greatest;
}

/** A multiple without the error of binary fractions, as far as a decimal text is without it. */
function multiple(times: number, step: number): number {
  return Number((times * step).toPrecision(15));
}

function wholeMultiple(unit: number): number {
  for (let times = 1; times <= 1000; times += 1) {
    if (Number.isInteger(multiple(times, unit))) return multiple(times, unit);
  }
  return unit;
}
