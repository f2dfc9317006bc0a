// POST /auth/refresh. Contract: #/paths/~1auth~1refresh/post
import type { Completable } from '../../http/error-shapes.js';
import { DeclaredError, type DeclaredErrorOptions } from '../../http/errors.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';

/** The request does not follow the contract. Every field at fault is named. */
export class RefreshTokenBadRequestError extends DeclaredError<400, ValidationErrorResponse> {
  constructor(body: Completable<ValidationErrorResponse>, options?: DeclaredErrorOptions) {
    super(400, body, options);
  }
}

/** The refresh token is not valid, or no longer. */
export class RefreshTokenUnauthorizedError extends DeclaredError<401, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(401, body, options);
  }
}

/** The body is larger than 64 KiB. */
export class RefreshTokenPayloadTooLargeError extends DeclaredError<413, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(413, body, options);
  }
}

/** The body is not `application/json`. */
export class RefreshTokenUnsupportedMediaTypeError extends DeclaredError<415, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(415, body, options);
  }
}

/** A limit is reached. `Retry-After` says how long to wait. */
export class RefreshTokenTooManyRequestsError extends DeclaredError<429, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(429, body, options);
  }
}

/** An unexpected fault. The answer says nothing about its cause; the log does. */
export class RefreshTokenInternalServerError extends DeclaredError<500, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(500, body, options);
  }
}

/**
 * A service that this operation needs does not answer or is throttled. Nothing is counted against the caller; the
 * request may be repeated after `Retry-After`.
 */
export class RefreshTokenServiceUnavailableError extends DeclaredError<503, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(503, body, options);
  }
}
