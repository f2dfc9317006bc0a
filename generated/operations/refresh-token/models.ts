// POST /auth/refresh. Contract: #/paths/~1auth~1refresh/post
import {
  BadRequest,
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { RefreshTokenRequest } from '../../schemas/refresh-token-request.js';
import { RefreshTokenResponse } from '../../schemas/refresh-token-response.js';

/** How the runtime reads the request and checks the answer. */
export const refreshTokenDefinition = {
  operationId: 'refreshToken',
  method: 'POST',
  path: '/auth/refresh',
  secured: false,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: RefreshTokenRequest } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: RefreshTokenResponse },
      headers: { 'x-request-id': { required: true } },
    },
    400: BadRequest,
    401: Unauthorized,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
