// DELETE /auth/sessions/{sessionId}. Contract: #/paths/~1auth~1sessions~1{sessionId}/delete
import type { Completable } from '../../http/error-shapes.js';
import { DeclaredError, type DeclaredErrorOptions } from '../../http/errors.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';

/** The id is not a UUID. */
export class RevokeSessionBadRequestError extends DeclaredError<400, ValidationErrorResponse> {
  constructor(body: Completable<ValidationErrorResponse>, options?: DeclaredErrorOptions) {
    super(400, body, options);
  }
}

/** The access token is missing, invalid or expired, or its session has ended. */
export class RevokeSessionUnauthorizedError extends DeclaredError<401, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(401, body, options);
  }
}

/** The user has no such session. */
export class RevokeSessionNotFoundError extends DeclaredError<404, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(404, body, options);
  }
}

/** A limit is reached. `Retry-After` says how long to wait. */
export class RevokeSessionTooManyRequestsError extends DeclaredError<429, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(429, body, options);
  }
}

/** An unexpected fault. The answer says nothing about its cause; the log does. */
export class RevokeSessionInternalServerError extends DeclaredError<500, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(500, body, options);
  }
}

/**
 * A service that this operation needs does not answer or is throttled. Nothing is counted against the caller; the
 * request may be repeated after `Retry-After`.
 */
export class RevokeSessionServiceUnavailableError extends DeclaredError<503, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(503, body, options);
  }
}
