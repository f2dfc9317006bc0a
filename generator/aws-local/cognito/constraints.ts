import { AwsError } from '../endpoint/index.js';
import { invalidParameter } from './refusals.js';

/** What a member of a request may be. `secret` keeps a value out of the refusal's text. */
export type Constraint =
  | {
      readonly kind: 'text';
      readonly min?: number;
      readonly max?: number;
      readonly pattern?: string;
      readonly oneOf?: readonly string[];
      readonly secret?: boolean;
    }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'flag' }
  | { readonly kind: 'texts' }
  | { readonly kind: 'map' }
  | { readonly kind: 'list'; readonly members: Members };

/** Of a structure, by member. */
export type Members = Readonly<Record<string, Constraint & { readonly required?: boolean }>>;

const types: Readonly<Record<Constraint['kind'], (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => Number.isInteger(value),
  flag: (value) => typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.every((entry) => typeof entry === 'string'),
  map: (value) => isRecord(value) && Object.values(value).every((entry) => typeof entry === 'string'),
  list: (value) => Array.isArray(value) && value.every(isRecord),
};

/**
 * Checks a request's shape before anything else, as the service's front end does.
 *
 * @throws AwsError `SerializationException` for a value of another type, otherwise
 *   `InvalidParameterException` that lists every violation
 */
export function requireShape(input: Readonly<Record<string, unknown>>, members: Members): void {
  const violations = violationsOf(input, members, '');
  if (violations.length === 0) return;
  const noun = violations.length === 1 ? 'validation error' : 'validation errors';
  throw invalidParameter(`${violations.length} ${noun} detected: ${violations.join('; ')}`);
}

function violationsOf(input: Readonly<Record<string, unknown>>, members: Members, path: string): string[] {
  return Object.entries(members).flatMap(([name, constraint]) => {
    const at = `${path}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    if (value === undefined || value === null) {
      return constraint.required ? [`Value null at '${at}' failed to satisfy constraint: Member must not be null`] : [];
    }
    if (!types[constraint.kind](value)) throw new AwsError('SerializationException', `Unexpected type of '${at}'.`);
    return violationsOfValue(value, constraint, at);
  });
}

function violationsOfValue(value: unknown, constraint: Constraint, at: string): string[] {
  if (constraint.kind === 'list' && Array.isArray(value)) {
    return value.flatMap((entry: Readonly<Record<string, unknown>>, index) =>
      violationsOf(entry, constraint.members, `${at}.${index + 1}.member.`),
    );
  }
  const rule =
    constraint.kind === 'text' && typeof value === 'string'
      ? brokenTextRule(value, constraint)
      : constraint.kind === 'number' && typeof value === 'number'
        ? brokenRangeRule(value, constraint.min, constraint.max)
        : undefined;
  if (rule === undefined) return [];
  const shown = constraint.kind === 'text' && constraint.secret ? '' : ` '${String(value)}'`;
  return [`Value${shown} at '${at}' failed to satisfy constraint: Member must ${rule}`];
}

function brokenTextRule(
  value: string,
  { min, max, pattern, oneOf }: Constraint & { kind: 'text' },
): string | undefined {
  if (oneOf !== undefined && !oneOf.includes(value)) return `satisfy enum value set: [${oneOf.join(', ')}]`;
  if (min !== undefined && value.length < min) return `have length greater than or equal to ${min}`;
  if (max !== undefined && value.length > max) return `have length less than or equal to ${max}`;
  if (pattern !== undefined && !matches(value, pattern)) return `satisfy regular expression pattern: ${pattern}`;
  return undefined;
}

function brokenRangeRule(value: number, min: number, max: number): string | undefined {
  if (value < min) return `have value greater than or equal to ${min}`;
  return value > max ? `have value less than or equal to ${max}` : undefined;
}

const compiled = new Map<string, RegExp>();

function matches(value: string, pattern: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(`^(?:${pattern})$`, 'u');
    compiled.set(pattern, expression);
  }
  return expression.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
