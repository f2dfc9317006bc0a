import type { FieldError } from './error-facts.js';
import { challenge } from './error-shapes.js';

/** What an `HttpError` may carry beside status, code and message. */
export interface HttpErrorOptions {
  /** Sent as `details`; must be safe to show to the caller. */
  readonly details?: unknown;
  /** What is wrong with which field of the request. */
  readonly fields?: readonly FieldError[];
  /** Headers of the answer by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Logged, never sent. */
  readonly cause?: unknown;
}

/** An error that is answered in the contract's error shape. Its message is shown to the caller. */
export class HttpError extends Error {
  override readonly name: string = 'HttpError';
  readonly details: unknown;
  readonly fields: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

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
  }
}

/** An answer that a service throws. It is answered exactly as if the service had returned it. */
export class DeclaredError extends Error {
  override readonly name: string = 'DeclaredError';
  readonly status: number;
  readonly body: unknown;
  readonly contentType: string | undefined;
  readonly headers: object;

  /** @param options the cause is logged, never sent */
  constructor({ status, body, contentType, headers = {} }: Answer, options?: ErrorOptions) {
    super(`The operation answers ${status}.`, options);
    this.status = status;
    this.body = body;
    this.contentType = contentType;
    this.headers = headers;
  }
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly contentType?: string | undefined;
  readonly headers?: object;
}

/** Those of an operation's answers that are errors: a status of 4xx or 5xx, or one that the contract leaves open. */
export type ErrorAnswer<Result extends Answer> = Result extends unknown
  ? number extends Result['status']
    ? Result
    : `${Result['status']}` extends `${4 | 5}${string}`
      ? Result
      : never
  : never;

/** The class of an operation's declared errors. Once its status is known, an instance's body and headers are, too. */
export interface DeclaredErrorClass<Declared extends Answer> {
  new (answer: Declared, options?: ErrorOptions): DeclaredError & Declared;
}

/** Makes the error class of an operation from the type of its result. */
export function declaredError<Result extends Answer>(name: string): DeclaredErrorClass<ErrorAnswer<Result>> {
  class OperationError extends DeclaredError {
    override readonly name: string = name;
  }
  // An instance holds the answer that it is made of, which a class cannot say of a union.
  return OperationError as unknown as DeclaredErrorClass<ErrorAnswer<Result>>;
}

/** 400 with one entry for each fault of the request. */
export function badRequest(fields: readonly FieldError[]): HttpError {
  return new HttpError(400, 'VALIDATION_ERROR', 'The request is not valid.', { fields });
}

/** 401, with the challenge that RFC 9110, 15.5.2 asks for. */
export function unauthorized(): HttpError {
  const headers = { 'www-authenticate': challenge };
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

/** 406: the contract declares that a caller who accepts none of the declared media types is refused. */
export function notAcceptable(): HttpError {
  const headers = { vary: 'Accept' };
  return new HttpError(406, 'NOT_ACCEPTABLE', 'None of the accepted media types can be answered.', { headers });
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
