import type { FieldError } from './error-facts.js';
import type { Completable } from './error-shapes.js';

/** What an `HttpError` may carry beside status, code and message. */
export interface HttpErrorOptions {
  /** Sent as `details`; must be safe to show to the caller. */
  readonly details?: unknown;
  /** What is wrong with which field of the request. */
  readonly fields?: readonly FieldError[];
  /** Headers of the answer by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent in place of the contract's error shape, completed with request id and time. */
  readonly body?: unknown;
  /** Logged, never sent. */
  readonly cause?: unknown;
}

/** An error that is answered in the contract's error shape. Its message is shown to the caller. */
export class HttpError extends Error {
  override readonly name: string = 'HttpError';
  readonly details: unknown;
  readonly fields: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;

  /**
   * @param status HTTP status, 400 to 599
   * @param code stable upper-case code, e.g. `NOT_FOUND`
   * @param message a sentence for the caller
   */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    options: HttpErrorOptions = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.details = options.details;
    this.fields = options.fields;
    this.headers = options.headers ?? {};
    this.body = options.body;
  }
}

/** What a declared error may carry beside its body. */
export interface DeclaredErrorOptions {
  /** Headers of the answer; those that the contract requires must be among them. */
  readonly headers?: object;
  /** Logged, never sent. */
  readonly cause?: unknown;
}

/**
 * Base of the error classes that each operation emits for its declared error statuses. Throwing
 * one answers exactly as returning `{ status, body, headers }` does.
 */
export abstract class DeclaredError<Status extends number, Body> extends Error {
  override readonly name: string = 'DeclaredError';
  /** Headers of the answer. */
  readonly headers: object;

  /** @param body as declared; request id and time are filled in where absent */
  constructor(
    readonly status: Status,
    readonly body: Completable<Body>,
    options: DeclaredErrorOptions = {},
  ) {
    super(`The operation answers ${status}.`, 'cause' in options ? { cause: options.cause } : undefined);
    this.headers = options.headers ?? {};
  }
}

/** 400 with one entry for each fault of the request. */
export function badRequest(fields: readonly FieldError[]): HttpError {
  return new HttpError(400, 'VALIDATION_ERROR', 'The request is not valid.', { fields });
}

/** 401, with the challenge that RFC 9110, 15.5.2 asks for. */
export function unauthorized(): HttpError {
  const headers = { 'www-authenticate': 'Bearer' };
  return new HttpError(401, 'UNAUTHORIZED', 'Authentication is required.', { headers });
}

/** 403: the caller is known and may not do this. */
export function forbidden(): HttpError {
  return new HttpError(403, 'FORBIDDEN', 'This is not allowed.');
}

/** 404: there is no such thing, or none that the caller may know of. */
export function notFound(): HttpError {
  return new HttpError(404, 'NOT_FOUND', 'There is no such resource.');
}

/** 413: the body is above the operation's limit. */
export function payloadTooLarge(): HttpError {
  return new HttpError(413, 'PAYLOAD_TOO_LARGE', 'The request body is too large.');
}

/** 415: the body's media type, charset or content coding is not declared. */
export function unsupportedMediaType(): HttpError {
  return new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The media type of the request body is not supported.');
}

/** 429 with the seconds after which another attempt is admitted (RFC 6585, 4). */
export function tooManyRequests(retryAfterSeconds: number): HttpError {
  const headers = { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds))) };
  return new HttpError(429, 'TOO_MANY_REQUESTS', 'Too many attempts. Please try again later.', { headers });
}

/** 500 without any detail: what happened is in the log, under the request id. */
export function internalServerError(): HttpError {
  return new HttpError(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side.');
}

/** 501: nobody has written this operation's service yet. */
export function notImplemented(): HttpError {
  return new HttpError(501, 'NOT_IMPLEMENTED', 'This operation is not implemented yet.');
}

/**
 * 503: something that the operation needs is down or overloaded.
 *
 * @param cause the fault behind it, for the log
 */
export function serviceUnavailable(retryAfterSeconds: number, cause?: unknown): HttpError {
  const headers = { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds))) };
  const message = 'The service is temporarily unavailable. Please try again later.';
  return new HttpError(503, 'SERVICE_UNAVAILABLE', message, { headers, cause });
}

/** The service of an operation that no override fills: it answers 501. */
export const notImplementedService = (): Promise<never> => Promise.reject(notImplemented());
