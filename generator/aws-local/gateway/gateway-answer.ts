import { corsHeaders } from './cors.js';
import type { Answer, GatewayResponse, GatewayResponseType, RouteTable } from './types.js';

/** What of a request an answer of the gateway's own depends on. */
export interface Asker {
  /** For `x-request-id` and the body. */
  readonly requestId: string;
  /** The request's `Origin`. */
  readonly origin: string | undefined;
}

/** Status and wording where a table has neither the type nor its default. */
const builtIn: Readonly<Record<GatewayResponseType, readonly [status: number, code: string, message: string]>> = {
  MISSING_ROUTE: [404, 'NOT_FOUND', 'There is no such route.'],
  UNAUTHORIZED: [401, 'UNAUTHORIZED', 'Credentials are required.'],
  ACCESS_DENIED: [403, 'FORBIDDEN', 'Access is denied.'],
  AUTHORIZER_FAILURE: [500, 'INTERNAL_ERROR', 'The caller could not be authorized.'],
  REQUEST_TOO_LARGE: [413, 'PAYLOAD_TOO_LARGE', 'The request is too large.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'UNSUPPORTED_MEDIA_TYPE', 'The media type is not supported.'],
  THROTTLED: [429, 'TOO_MANY_REQUESTS', 'There are too many requests.'],
  INTEGRATION_FAILURE: [502, 'INTERNAL_ERROR', 'The request failed.'],
  INTEGRATION_TIMEOUT: [504, 'TIMEOUT', 'The request took too long.'],
  DEFAULT_4XX: [400, 'BAD_REQUEST', 'The request is malformed.'],
  DEFAULT_5XX: [500, 'INTERNAL_ERROR', 'The request failed.'],
};

/**
 * One of the gateway's own answers as the table has it, CORS included: API Gateway cannot look at the request's origin.
 *
 * @param status instead of the type's own; for a case that API Gateway has no type for
 */
export function gatewayAnswer(
  table: Pick<RouteTable, 'gatewayResponses'>,
  type: GatewayResponseType,
  asker: Asker,
  status?: number,
): Answer {
  const response = wording(table.gatewayResponses, type);
  return {
    status: status ?? response.status,
    headers: new Map([...lowerCase(response.headers), ['x-request-id', asker.requestId]]),
    body: Buffer.from(response.body(asker.requestId)),
  };
}

/**
 * The answer to a preflight (Fetch standard, "CORS-preflight fetch"). It has no body, and of the
 * table's headers those of `DEFAULT_4XX` that do not describe one: the security headers.
 *
 * @param methods of the path
 */
export function preflightAnswer(table: RouteTable, methods: readonly string[], asker: Asker): Answer {
  const { headers } = wording(table.gatewayResponses, 'DEFAULT_4XX');
  const allowed = corsHeaders(table.allowedOrigins, asker.origin) !== undefined;
  return {
    status: 204,
    headers: new Map([
      ...lowerCase(headers).filter(([name]) => describesNoBody(name) && !name.startsWith('access-control-')),
      ...ownHeaders(table.allowedOrigins, asker),
      ...(allowed ? preflightHeaders(methods) : []),
    ]),
    body: Buffer.alloc(0),
  };
}

function describesNoBody(name: string): boolean {
  return !name.startsWith('content-') || name === 'content-security-policy';
}

function preflightHeaders(methods: readonly string[]): [string, string][] {
  return [
    ['access-control-allow-methods', methods.join(', ')],
    ['access-control-allow-headers', 'authorization, content-type, x-request-id'],
    ['access-control-max-age', '600'],
  ];
}

function ownHeaders(allowedOrigins: readonly string[], { requestId, origin }: Asker): [string, string][] {
  return [
    ['x-request-id', requestId],
    // Also without an Origin: a cache must not keep an answer for a caller of another origin.
    ['vary', 'Origin'],
    ...(corsHeaders(allowedOrigins, origin) ?? []),
  ];
}

function wording(responses: readonly GatewayResponse[], type: GatewayResponseType): GatewayResponse {
  const exact = responses.find((response) => response.type === type);
  if (exact !== undefined) return exact;
  const [status, code, message] = builtIn[type];
  const fallback = responses.find((response) => response.type === (status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'));
  if (fallback !== undefined) return { ...fallback, status };
  return {
    type,
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    body: (requestId) => JSON.stringify({ error: code, message, request_id: requestId }),
  };
}

function lowerCase(headers: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
}
