// POST /auth/password/change. Contract: #/paths/~1auth~1password~1change/post
import type { Completable } from '../../http/error-shapes.js';
import { DeclaredError, type DeclaredErrorOptions } from '../../http/errors.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';

/** A field is not valid, or the new password is refused; the reason is given. */
export class ChangePasswordBadRequestError extends DeclaredError<400, ValidationErrorResponse> {
  constructor(body: Completable<ValidationErrorResponse>, options?: DeclaredErrorOptions) {
    super(400, body, options);
  }
}

/**
 * The access token is not accepted (`UNAUTHORIZED`), or the password or code given as fresh proof is wrong or
 * missing (`REAUTH_FAILED`). The latter does not end the session.
 */
export class ChangePasswordUnauthorizedError extends DeclaredError<401, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(401, body, options);
  }
}

/** The body is larger than 64 KiB. */
export class ChangePasswordPayloadTooLargeError extends DeclaredError<413, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(413, body, options);
  }
}

/** The body is not `application/json`. */
export class ChangePasswordUnsupportedMediaTypeError extends DeclaredError<415, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(415, body, options);
  }
}

/** A limit is reached. `Retry-After` says how long to wait. */
export class ChangePasswordTooManyRequestsError extends DeclaredError<429, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(429, body, options);
  }
}

/** An unexpected fault. The answer says nothing about its cause; the log does. */
export class ChangePasswordInternalServerError extends DeclaredError<500, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(500, body, options);
  }
}

/**
 * A service that this operation needs does not answer or is throttled. Nothing is counted against the caller; the
 * request may be repeated after `Retry-After`.
 */
export class ChangePasswordServiceUnavailableError extends DeclaredError<503, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(503, body, options);
  }
}
