/** The responses that several operations declare alike: how the runtime checks them, and what a service may answer. */
import * as z from 'zod';
import { ErrorResponse } from '../schemas/error-response.js';
import { ValidationErrorResponse } from '../schemas/validation-error-response.js';
import type { Completable } from './completable.js';
import type { ResponseDefinition } from './definition.js';
import { errorResponseShape, validationErrorResponseShape } from './error-shapes.js';

/** The request does not follow the contract. Every field at fault is named. */
export const BadRequest = {
  body: { contentType: 'application/json', kind: 'json', schema: ValidationErrorResponse },
  error: validationErrorResponseShape,
  headers: { 'x-request-id': { required: true } },
} as const satisfies ResponseDefinition;

export type BadRequest = {
  readonly status: 400;
  readonly body: Completable<ValidationErrorResponse, typeof validationErrorResponseShape>;
};

/** The answer 409. */
export const Conflict = {
  body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
  error: errorResponseShape,
  headers: { 'x-request-id': { required: true } },
} as const satisfies ResponseDefinition;

export type Conflict = { readonly status: 409; readonly body: Completable<ErrorResponse, typeof errorResponseShape> };

/** The email has to be verified first. `resendVerificationEmail` sends another mail. */
export const EmailNotVerified = {
  body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
  error: errorResponseShape,
  headers: { 'x-request-id': { required: true } },
} as const satisfies ResponseDefinition;

export type EmailNotVerified = {
  readonly status: 403;
  readonly body: Completable<ErrorResponse, typeof errorResponseShape>;
};

/** An unexpected fault. The answer says nothing about its cause; the log does. */
export const InternalServerError = {
  body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
  error: errorResponseShape,
  headers: { 'x-request-id': { required: true } },
} as const satisfies ResponseDefinition;

export type InternalServerError = {
  readonly status: 500;
  readonly body: Completable<ErrorResponse, typeof errorResponseShape>;
};

/** The body is larger than 64 KiB. */
export const PayloadTooLarge = {
  body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
  error: errorResponseShape,
  headers: { 'x-request-id': { required: true } },
} as const satisfies ResponseDefinition;

export type PayloadTooLarge = {
  readonly status: 413;
  readonly body: Completable<ErrorResponse, typeof errorResponseShape>;
};

/**
 * The access token is not accepted (`UNAUTHORIZED`), or the password or code given as fresh proof is wrong or
 * missing (`REAUTH_FAILED`). The latter does not end the session.
 */
export const ReauthenticationFailed = {
  body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
  error: errorResponseShape,
  headers: { 'x-request-id': { required: true } },
} as const satisfies ResponseDefinition;

export type ReauthenticationFailed = {
  readonly status: 401;
  readonly body: Completable<ErrorResponse, typeof errorResponseShape>;
};

/**
 * A service that this operation needs does not answer or is throttled. Nothing is counted against the caller; the
 * request may be repeated after `Retry-After`.
 */
export const ServiceUnavailable = {
  body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
  error: errorResponseShape,
  headers: { 'retry-after': { required: true, schema: z.int().min(1) }, 'x-request-id': { required: true } },
} as const satisfies ResponseDefinition;

export type ServiceUnavailable = {
  readonly status: 503;
  readonly body: Completable<ErrorResponse, typeof errorResponseShape>;
  readonly headers: { readonly 'retry-after': number };
};

/** A limit is reached. `Retry-After` says how long to wait. */
export const TooManyRequests = {
  body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
  error: errorResponseShape,
  headers: { 'retry-after': { required: true, schema: z.int().min(1) }, 'x-request-id': { required: true } },
} as const satisfies ResponseDefinition;

export type TooManyRequests = {
  readonly status: 429;
  readonly body: Completable<ErrorResponse, typeof errorResponseShape>;
  readonly headers: { readonly 'retry-after': number };
};

/** The access token is missing, invalid or expired, or its session has ended. */
export const Unauthorized = {
  body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
  error: errorResponseShape,
  headers: { 'x-request-id': { required: true } },
} as const satisfies ResponseDefinition;

export type Unauthorized = {
  readonly status: 401;
  readonly body: Completable<ErrorResponse, typeof errorResponseShape>;
};

/** The body is not `application/json`. */
export const UnsupportedMediaType = {
  body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
  error: errorResponseShape,
  headers: { 'x-request-id': { required: true } },
} as const satisfies ResponseDefinition;

export type UnsupportedMediaType = {
  readonly status: 415;
  readonly body: Completable<ErrorResponse, typeof errorResponseShape>;
};
