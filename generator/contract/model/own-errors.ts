import { STATUS_CODES } from 'node:http';
import type { Operation, Response } from './contract.js';

/** An error that the backend answers by itself, whatever the service does. */
export interface OwnError {
  readonly status: number;
  /** Stable, in upper case. */
  readonly code: string;
  readonly message: string;
}

/** An answer that the gateway makes by itself, in API Gateway's terms. */
export interface GatewayError extends OwnError {
  readonly type:
    | 'MISSING_ROUTE'
    | 'UNAUTHORIZED'
    | 'ACCESS_DENIED'
    | 'AUTHORIZER_FAILURE'
    | 'REQUEST_TOO_LARGE'
    | 'UNSUPPORTED_MEDIA_TYPE'
    | 'THROTTLED'
    | 'INTEGRATION_FAILURE'
    | 'INTEGRATION_TIMEOUT'
    | 'DEFAULT_4XX'
    | 'DEFAULT_5XX';
}

/** What the emitted handlers answer by themselves; the wording is that of the emitted `http/errors.ts`. */
export const handlerErrors: readonly OwnError[] = [
  { status: 400, code: 'VALIDATION_ERROR', message: 'The request is not valid.' },
  { status: 401, code: 'UNAUTHORIZED', message: 'Authentication is required.' },
  { status: 406, code: 'NOT_ACCEPTABLE', message: 'None of the accepted media types can be answered.' },
  { status: 413, code: 'PAYLOAD_TOO_LARGE', message: 'The request body is too large.' },
  {
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'The media type of the request body is not supported.',
  },
  { status: 429, code: 'TOO_MANY_REQUESTS', message: 'Too many attempts. Please try again later.' },
  { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong on our side.' },
  {
    status: 503,
    code: 'SERVICE_UNAVAILABLE',
    message: 'The service is temporarily unavailable. Please try again later.',
  },
];

/** The gateway's own answers. An unknown route is a 404, though API Gateway would say 403. */
export const gatewayErrors: readonly GatewayError[] = [
  { type: 'MISSING_ROUTE', status: 404, code: 'NOT_FOUND', message: 'There is no such route.' },
  { type: 'UNAUTHORIZED', status: 401, code: 'UNAUTHORIZED', message: 'Authentication is required.' },
  { type: 'ACCESS_DENIED', status: 403, code: 'FORBIDDEN', message: 'This is not allowed.' },
  {
    type: 'AUTHORIZER_FAILURE',
    status: 503,
    code: 'SERVICE_UNAVAILABLE',
    message: 'The credentials cannot be checked at the moment.',
  },
  { type: 'REQUEST_TOO_LARGE', status: 413, code: 'PAYLOAD_TOO_LARGE', message: 'The request body is too large.' },
  {
    type: 'UNSUPPORTED_MEDIA_TYPE',
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'The media type of the request body is not supported.',
  },
  { type: 'THROTTLED', status: 429, code: 'TOO_MANY_REQUESTS', message: 'Too many requests.' },
  {
    type: 'INTEGRATION_FAILURE',
    status: 500,
    code: 'INTERNAL_SERVER_ERROR',
    message: 'The request cannot be answered because of an internal error.',
  },
  { type: 'INTEGRATION_TIMEOUT', status: 503, code: 'SERVICE_UNAVAILABLE', message: 'The answer took too long.' },
  { type: 'DEFAULT_4XX', status: 400, code: 'BAD_REQUEST', message: 'The request is not valid.' },
  {
    type: 'DEFAULT_5XX',
    status: 500,
    code: 'INTERNAL_SERVER_ERROR',
    message: 'The request cannot be answered because of an internal error.',
  },
];

/** Statuses that only a request with a body, or only one with credentials, can meet. */
const bodyStatuses = new Set([413, 415]);
const credentialStatuses = new Set([401]);

/** Whether a request to an operation can meet a status that the backend answers by itself. */
export function canMeet({ body, security, responses }: Operation, status: number): boolean {
  // Only an operation that declares this one as such refuses: others answer in their first media type.
  if (status === 406) return responses.some((response) => response.status === '406');
  if (bodyStatuses.has(status)) return body !== undefined;
  return !credentialStatuses.has(status) || security.length > 0;
}

/** The declaration for a status: exact, else of its range, else the default (OpenAPI 3.1, "Responses Object"). */
export function responseFor({ responses }: Pick<Operation, 'responses'>, status: number): Response | undefined {
  const keys = [String(status), `${String(status).charAt(0)}XX`, 'default'];
  return keys.flatMap((key) => responses.filter((response) => response.status === key))[0];
}

/** The errors that the handler of an operation answers by itself with one of its declared responses. */
export function handlerErrorsOf(operation: Operation, response: Response): readonly OwnError[] {
  return handlerErrors.filter(
    ({ status }) => canMeet(operation, status) && responseFor(operation, status) === response,
  );
}

/** The reason phrase of a status. */
export function titleOf(status: number): string {
  return STATUS_CODES[status] ?? 'Error';
}
