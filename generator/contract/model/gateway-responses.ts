import type { Contract, ErrorShape } from './contract.js';

/** An answer that the gateway makes by itself, in API Gateway's terms. */
export interface GatewayError {
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
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

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

/**
 * The body of one of the gateway's answers, in the contract's shape. It bears no time: a gateway response can only
 * put variables of the request into its text.
 */
export function gatewayErrorBody(contract: Contract, error: GatewayError, requestId: string): string {
  return JSON.stringify(
    Object.fromEntries(contract.errorShapes.general.roles.flatMap((role) => entryOf(role, error, requestId))),
  );
}

function entryOf(
  { property, role }: ErrorShape['roles'][number],
  error: GatewayError,
  requestId: string,
): [string, unknown][] {
  if (role === 'code') return [[property, error.code]];
  if (role === 'message') return [[property, error.message]];
  if (role === 'requestId') return [[property, requestId]];
  return role === 'status' ? [[property, error.status]] : [];
}
