import type { GatewayAnswer } from './gateway-headers.js';

/** The gateway's own answers, in the contract's error shapes; `$context.requestId` stands for the id of the request. */
export const gatewayAnswers: readonly GatewayAnswer[] = [
  {
    type: 'MISSING_ROUTE',
    status: 404,
    contentType: 'application/json',
    body: '{"error":"NOT_FOUND","message":"There is no such route.","request_id":"$context.requestId"}',
  },
  {
    type: 'UNAUTHORIZED',
    status: 401,
    contentType: 'application/json',
    body: '{"error":"UNAUTHORIZED","message":"Authentication is required.","request_id":"$context.requestId"}',
  },
  {
    type: 'ACCESS_DENIED',
    status: 403,
    contentType: 'application/json',
    body: '{"error":"FORBIDDEN","message":"This is not allowed.","request_id":"$context.requestId"}',
  },
  {
    type: 'AUTHORIZER_FAILURE',
    status: 503,
    contentType: 'application/json',
    body: '{"error":"SERVICE_UNAVAILABLE","message":"The credentials cannot be checked at the moment.","request_id":"$context.requestId"}',
  },
  {
    type: 'REQUEST_TOO_LARGE',
    status: 413,
    contentType: 'application/json',
    body: '{"error":"PAYLOAD_TOO_LARGE","message":"The request body is too large.","request_id":"$context.requestId"}',
  },
  {
    type: 'UNSUPPORTED_MEDIA_TYPE',
    status: 415,
    contentType: 'application/json',
    body: '{"error":"UNSUPPORTED_MEDIA_TYPE","message":"The media type of the request body is not supported.","request_id":"$context.requestId"}',
  },
  {
    type: 'THROTTLED',
    status: 429,
    contentType: 'application/json',
    body: '{"error":"TOO_MANY_REQUESTS","message":"Too many requests.","request_id":"$context.requestId"}',
  },
  {
    type: 'INTEGRATION_FAILURE',
    status: 500,
    contentType: 'application/json',
    body: '{"error":"INTERNAL_SERVER_ERROR","message":"The request cannot be answered because of an internal error.","request_id":"$context.requestId"}',
  },
  {
    type: 'INTEGRATION_TIMEOUT',
    status: 503,
    contentType: 'application/json',
    body: '{"error":"SERVICE_UNAVAILABLE","message":"The answer took too long.","request_id":"$context.requestId"}',
  },
  {
    type: 'DEFAULT_4XX',
    status: 400,
    contentType: 'application/json',
    body: '{"error":"VALIDATION_ERROR","message":"The request is not valid.","validation_errors":[],"request_id":"$context.requestId"}',
  },
  {
    type: 'DEFAULT_5XX',
    status: 500,
    contentType: 'application/json',
    body: '{"error":"INTERNAL_SERVER_ERROR","message":"The request cannot be answered because of an internal error.","request_id":"$context.requestId"}',
  },
];

/** The firewall's 429. It cannot tell the id of the request. */
export const firewallAnswer: Omit<GatewayAnswer, 'type'> = {
  status: 429,
  contentType: 'application/json',
  body: '{"error":"TOO_MANY_REQUESTS","message":"Too many requests.","request_id":"none"}',
  retryAfter: 300,
};

/** The headers of a request that a page of another origin may set. */
export const requestHeaders: readonly string[] = ['authorization', 'content-type', 'x-request-id'];
