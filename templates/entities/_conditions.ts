import type { Placeholders } from './_expressions.js';

/** What must hold of a stored item: for each property named, the value it must have or what else must be true of it. */
export type Condition<Item> = { readonly [P in keyof Item]?: Test<Exclude<Item[P], undefined>> };

/** What must hold of one property. An object is compared through `not` only: it would look like a comparison. */
export type Test<Value> = Plain<Value> | Comparison<Value>;

/** Comparisons of one property; all that are given must hold. */
export interface Comparison<Value> {
  /** The item has no such property. */
  readonly absent?: true;
  /** The property is absent, or this holds. */
  readonly absentOr?: Test<Value>;
  /** The property is absent or has another value. */
  readonly not?: Value;
  readonly lessThan?: Ordered<Value>;
  readonly atMost?: Ordered<Value>;
  readonly atLeast?: Ordered<Value>;
}

type Plain<Value> = Value extends string | number | boolean | null | Uint8Array | readonly unknown[] ? Value : never;

type Ordered<Value> = Extract<Value, string | number>;

/** The clauses of a condition, to be joined by AND. */
export function conditionClauses(placeholders: Placeholders, condition: object = {}): string[] {
  const tests: [string, unknown][] = Object.entries(condition);
  return tests.map(([property, test]) => testClause(placeholders, property, test));
}

/** Clauses as a request takes them: nothing when there are none. */
export function allOf(clauses: readonly string[]): { readonly ConditionExpression?: string } {
  return clauses.length === 0 ? {} : { ConditionExpression: clauses.join(' AND ') };
}

/** A condition that came out undefined is refused, since without it the write would always go through. */
function testClause(placeholders: Placeholders, property: string, test: unknown): string {
  if (test === undefined) throw new TypeError(`The condition on "${property}" is undefined.`);
  if (!isComparison(test)) return `${placeholders.name(property)} = ${placeholders.value(test)}`;
  const comparisons: [string, unknown][] = Object.entries(test);
  if (comparisons.length === 0) throw new TypeError(`The condition on "${property}" is empty.`);
  return comparisons
    .map(([operator, operand]) => comparisonClause(placeholders, property, operator, operand))
    .join(' AND ');
}

function comparisonClause(placeholders: Placeholders, property: string, operator: string, operand: unknown): string {
  if (operand === undefined) throw new TypeError(`The condition "${operator}" on "${property}" is undefined.`);
  const name = placeholders.name(property);
  switch (operator) {
    case 'absent':
      return `attribute_not_exists(${name})`;
    case 'absentOr':
      return `(attribute_not_exists(${name}) OR (${testClause(placeholders, property, operand)}))`;
    case 'not':
      return `${name} <> ${placeholders.value(operand)}`;
    case 'lessThan':
      return `${name} < ${placeholders.value(operand)}`;
    case 'atMost':
      return `${name} <= ${placeholders.value(operand)}`;
    case 'atLeast':
      return `${name} >= ${placeholders.value(operand)}`;
    default:
      throw new TypeError(`"${operator}" is no condition on "${property}".`);
  }
}

function isComparison(test: unknown): test is object {
  return typeof test === 'object' && test !== null && !Array.isArray(test) && !(test instanceof Uint8Array);
}
