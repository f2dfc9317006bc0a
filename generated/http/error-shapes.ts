import type { ErrorResponse } from '../schemas/error-response.js';
import type { ValidationErrorResponse } from '../schemas/validation-error-response.js';
import type { ErrorFacts } from './error-facts.js';

/** How this contract words its errors. */

/** The properties of an error body that the runtime fills in. */
export type CompletedProperty = 'request_id' | 'timestamp';

/** The body of an error that names no fields. */
export function generalBody(facts: ErrorFacts): ErrorResponse {
  return {
    error: facts.code,
    message: facts.message,
    ...(facts.details === undefined ? {} : { details: facts.details as Record<string, unknown> }),
    request_id: facts.requestId,
    timestamp: facts.timestamp,
  };
}

/** The body of an error that names fields of the request. */
export function validationBody(facts: ErrorFacts): ValidationErrorResponse {
  return {
    error: 'VALIDATION_ERROR',
    message: facts.message,
    validation_errors: (facts.fields ?? []).map(({ field, message }) => ({ field, message })),
    request_id: facts.requestId,
    timestamp: facts.timestamp,
  };
}

/** The properties that hold the id of the request. */
export const requestIdProperties: readonly string[] = ['request_id'];

/** The properties that hold the time of the answer. */
export const timestampProperties: readonly string[] = ['timestamp'];
