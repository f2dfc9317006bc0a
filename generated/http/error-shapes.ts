import type { ErrorResponse } from '../schemas/error-response.js';
import type { ValidationErrorResponse } from '../schemas/validation-error-response.js';

/** How this contract words its errors. */

/** One fault of a request. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** What is known of an error when its body is made. */
export interface ErrorFacts {
  readonly status: number;
  /** Stable, in upper case. */
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
  readonly requestId: string;
  /** RFC 3339, UTC. */
  readonly timestamp: string;
  readonly fields?: readonly FieldError[];
}

/** An error body whose request id and time may be left to the runtime. */
export type Completable<T> = T extends unknown
  ? { [K in keyof T as K extends 'request_id' | 'timestamp' ? never : K]: T[K] } & {
      [K in keyof T as K extends 'request_id' | 'timestamp' ? K : never]?: T[K];
    }
  : never;

/** The body of an error, in the shape that the contract gives to errors of its kind. */
export function errorBody(facts: ErrorFacts): Record<string, unknown> {
  return facts.fields === undefined ? generalBody(facts) : validationBody(facts);
}

function generalBody(facts: ErrorFacts): ErrorResponse {
  return {
    error: facts.code,
    message: facts.message,
    ...(facts.details === undefined ? {} : { details: facts.details as Record<string, unknown> }),
    request_id: facts.requestId,
    timestamp: facts.timestamp,
  };
}

function validationBody(facts: ErrorFacts): ValidationErrorResponse {
  return {
    error: 'VALIDATION_ERROR',
    message: facts.message,
    validation_errors: (facts.fields ?? []).map(({ field, message }) => ({ field, message })),
    request_id: facts.requestId,
    timestamp: facts.timestamp,
  };
}

const requestIdProperties: readonly string[] = ['request_id'];
const timestampProperties: readonly string[] = ['timestamp'];

/** An error body of a service with the request id and the time under the contract's names, where it says neither. */
export function completeErrorBody(body: unknown, facts: Pick<ErrorFacts, 'requestId' | 'timestamp'>): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const given: Record<string, unknown> = { ...body };
  for (const name of requestIdProperties) given[name] ??= facts.requestId;
  for (const name of timestampProperties) given[name] ??= facts.timestamp;
  return given;
}
