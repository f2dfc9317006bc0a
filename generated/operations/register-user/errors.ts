// POST /auth/register. Contract: #/paths/~1auth~1register/post
import type { Completable } from '../../http/error-shapes.js';
import { DeclaredError, type DeclaredErrorOptions } from '../../http/errors.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';

/** A field is not valid, or the password is refused; the reason is given. */
export class RegisterUserBadRequestError extends DeclaredError<400, ValidationErrorResponse> {
  constructor(body: Completable<ValidationErrorResponse>, options?: DeclaredErrorOptions) {
    super(400, body, options);
  }
}

/** An account with this email exists. Never sent with `enumeration` set to `strict`. */
export class RegisterUserConflictError extends DeclaredError<409, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(409, body, options);
  }
}

/** The body is larger than 64 KiB. */
export class RegisterUserPayloadTooLargeError extends DeclaredError<413, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(413, body, options);
  }
}

/** The body is not `application/json`. */
export class RegisterUserUnsupportedMediaTypeError extends DeclaredError<415, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(415, body, options);
  }
}

/** A limit is reached. `Retry-After` says how long to wait. */
export class RegisterUserTooManyRequestsError extends DeclaredError<429, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(429, body, options);
  }
}

/** An unexpected fault. The answer says nothing about its cause; the log does. */
export class RegisterUserInternalServerError extends DeclaredError<500, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(500, body, options);
  }
}

/**
 * A service that this operation needs does not answer or is throttled. Nothing is counted against the caller; the
 * request may be repeated after `Retry-After`.
 */
export class RegisterUserServiceUnavailableError extends DeclaredError<503, ErrorResponse> {
  constructor(body: Completable<ErrorResponse>, options?: DeclaredErrorOptions) {
    super(503, body, options);
  }
}
