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
 * The answer to a preflight (Fetch standard, "CORS-preflight fetch"), as the table has it. It has no body.
 *
 * @param methods of the path
 */
export function preflightAnswer(table: RouteTable, methods: readonly string[], { requestId, origin }: Asker): Answer {
  const { always, known } = table.preflight(methods);
  const own = table.allowedOrigins.find((candidate) => candidate === origin);
  const chosen = own === undefined ? [] : [['access-control-allow-origin', own] as const, ...lowerCase(known)];
  return {
    status: 204,
    headers: new Map([...lowerCase(always), ['x-request-id', requestId], ...chosen]),
    body: Buffer.alloc(0),
  };
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
