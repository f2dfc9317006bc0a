// GET /health. Contract: #/paths/~1health/get
import type { Completable } from '../../http/error-shapes.js';
import { DeclaredError, type DeclaredErrorOptions } from '../../http/errors.js';
import type { ErrorResponse } from '../../schemas/error-response.js';

/** A limit is reached. `Retry-After` says how long to wait. */
export class GetHealthStatusTooManyRequestsError extends DeclaredError<429, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(429, body, options);
  }
}

/** An unexpected fault. The answer says nothing about its cause; the log does. */
export class GetHealthStatusInternalServerError extends DeclaredError<500, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(500, body, options);
  }
}

/**
 * A service that this operation needs does not answer or is throttled. Nothing is counted against the caller; the
 * request may be repeated after `Retry-After`.
 */
export class GetHealthStatusServiceUnavailableError extends DeclaredError<503, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(503, body, options);
  }
}
