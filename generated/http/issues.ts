import type * as z from 'zod';
import type { FieldError } from './error-facts.js';
import { fieldError, fieldName, type RequestPart } from './fields.js';

type Issue = z.core.$ZodIssue;

/** The field errors that the issues of one part of the request come to. */
export function fieldErrors(part: RequestPart, issues: readonly Issue[]): FieldError[] {
  return issues.flatMap(flatten).map(({ path, message, isUnknown }) => {
    const error = fieldError(part, path, message);
    return isUnknown ? { ...error, logged: fieldName(part, [...path.slice(0, -1), '*']) } : error;
  });
}

/** Where and what, once unions and lists of keys are resolved. */
export interface FlatIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Whether the last key of the path is one that the caller made up. */
  readonly isUnknown?: boolean;
}

/**
 * One entry per fault: each unknown key by its own name, and of a union only the alternative
 * that the value comes closest to, since the faults of all of them would contradict each other.
 */
export function flatten(issue: Issue): FlatIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: issue.message, isUnknown: true }));
  }
  if (issue.code === 'invalid_union') {
    const closest = closestBranch(issue.errors);
    if (closest !== undefined) return closest.flatMap(flatten).map((nested) => under(issue.path, nested));
  }
  return [{ path: issue.path, message: issue.message }];
}

function under(path: readonly PropertyKey[], issue: FlatIssue): FlatIssue {
  return { ...issue, path: [...path, ...issue.path] };
}

/** Undefined when every alternative fails as a whole: then none of them explains the fault. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  // Of "something or null" only the something is worth explaining.
  const alternatives = branches.filter((branch) => !branch.some((issue) => isOfAnotherType(issue, 'null')));
  if (alternatives.length === 1) return alternatives[0];
  const candidates = alternatives.filter((branch) => !branch.some((issue) => isOfAnotherType(issue)));
  let best = candidates[0];
  for (const branch of candidates) {
    if (best === undefined || distance(branch) < distance(best)) best = branch;
  }
  return best;
}

function isOfAnotherType(issue: Issue, expected?: string): boolean {
  if (issue.path.length > 0 || issue.code !== 'invalid_type') return false;
  return expected === undefined || issue.expected === expected;
}

/**
 * How far a value is from an alternative. A wrong constant weighs most, since it is usually the
 * property that tells the alternatives apart.
 */
function distance(branch: readonly Issue[]): number {
  return branch.reduce((sum, issue) => {
    if (issue.code === 'invalid_value') return sum + 100;
    return sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1);
  }, 0);
}
