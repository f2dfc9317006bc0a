// POST /auth/email/verify. Contract: #/paths/~1auth~1email~1verify/post
import type { Completable } from '../../http/error-shapes.js';
import { DeclaredError, type DeclaredErrorOptions } from '../../http/errors.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { VerifyEmail400 } from './models.js';

/** The token does not count, or the request is not valid. */
export class VerifyEmailBadRequestError extends DeclaredError<400, VerifyEmail400> {
  constructor(body: Completable<VerifyEmail400>, options?: DeclaredErrorOptions) {
    super(400, body, options);
  }
}

/** The body is larger than 64 KiB. */
export class VerifyEmailPayloadTooLargeError extends DeclaredError<413, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(413, body, options);
  }
}

/** The body is not `application/json`. */
export class VerifyEmailUnsupportedMediaTypeError extends DeclaredError<415, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(415, body, options);
  }
}

/** A limit is reached. `Retry-After` says how long to wait. */
export class VerifyEmailTooManyRequestsError extends DeclaredError<429, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(429, body, options);
  }
}

/** An unexpected fault. The answer says nothing about its cause; the log does. */
export class VerifyEmailInternalServerError extends DeclaredError<500, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(500, body, options);
  }
}

/**
 * A service that this operation needs does not answer or is throttled. Nothing is counted against the caller; the
 * request may be repeated after `Retry-After`.
 */
export class VerifyEmailServiceUnavailableError extends DeclaredError<503, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(503, body, options);
  }
}
