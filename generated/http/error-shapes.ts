import type { ErrorFacts } from './error-facts.js';
import type { ErrorShape } from './error-shape.js';

/** How this contract words its errors. */

export const errorResponseShape = {
  contentType: 'application/json',
  kind: 'json',
  body: (facts: ErrorFacts) => ({
    error: facts.code,
    message: facts.message,
    ...(facts.details === undefined ? {} : { details: facts.details }),
    request_id: facts.requestId,
    timestamp: facts.timestamp,
  }),
  completed: { request_id: 'requestId', timestamp: 'timestamp' },
} as const satisfies ErrorShape;

export const validationErrorResponseOrErrorResponseShape = {
  contentType: 'application/json',
  kind: 'json',
  body: (facts: ErrorFacts) =>
    facts.fields === undefined
      ? {
          error: facts.code,
          message: facts.message,
          ...(facts.details === undefined ? {} : { details: facts.details }),
          request_id: facts.requestId,
          timestamp: facts.timestamp,
        }
      : {
          error: 'VALIDATION_ERROR',
          message: facts.message,
          validation_errors: facts.fields.map((fault) => ({ field: fault.field, message: fault.message })),
          request_id: facts.requestId,
          timestamp: facts.timestamp,
        },
  completed: { request_id: 'requestId', timestamp: 'timestamp' },
} as const satisfies ErrorShape;

export const validationErrorResponseShape = {
  contentType: 'application/json',
  kind: 'json',
  body: (facts: ErrorFacts) => ({
    error: 'VALIDATION_ERROR',
    message: facts.message,
    validation_errors: (facts.fields ?? []).map((fault) => ({ field: fault.field, message: fault.message })),
    request_id: facts.requestId,
    timestamp: facts.timestamp,
  }),
  completed: { request_id: 'requestId', timestamp: 'timestamp' },
} as const satisfies ErrorShape;

/** Where an operation declares no body for a status. */
export const fallbackShape: ErrorShape = validationErrorResponseOrErrorResponseShape;

/** The challenge of a 401 (RFC 9110, 15.5.2). */
export const challenge = 'Bearer';
