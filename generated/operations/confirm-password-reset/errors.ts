// POST /auth/password/reset-confirm. Contract: #/paths/~1auth~1password~1reset-confirm/post
import type { Completable } from '../../http/error-shapes.js';
import { DeclaredError, type DeclaredErrorOptions } from '../../http/errors.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { ConfirmPasswordReset400 } from './models.js';

/** The token does not count, or a field is not valid; the reason for a password is given. */
export class ConfirmPasswordResetBadRequestError extends DeclaredError<400, ConfirmPasswordReset400> {
  constructor(body: Completable<ConfirmPasswordReset400>, options?: DeclaredErrorOptions) {
    super(400, body, options);
  }
}

/** The body is larger than 64 KiB. */
export class ConfirmPasswordResetPayloadTooLargeError extends DeclaredError<413, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(413, body, options);
  }
}

/** The body is not `application/json`. */
export class ConfirmPasswordResetUnsupportedMediaTypeError extends DeclaredError<415, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(415, body, options);
  }
}

/** A limit is reached. `Retry-After` says how long to wait. */
export class ConfirmPasswordResetTooManyRequestsError extends DeclaredError<429, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(429, body, options);
  }
}

/** An unexpected fault. The answer says nothing about its cause; the log does. */
export class ConfirmPasswordResetInternalServerError extends DeclaredError<500, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(500, body, options);
  }
}

/**
 * A service that this operation needs does not answer or is throttled. Nothing is counted against the caller; the
 * request may be repeated after `Retry-After`.
 */
export class ConfirmPasswordResetServiceUnavailableError extends DeclaredError<503, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(503, body, options);
  }
}
