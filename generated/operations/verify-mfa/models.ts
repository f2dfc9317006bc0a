// POST /auth/mfa/verify. Contract: #/paths/~1auth~1mfa~1verify/post
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
import { LoginResponse } from '../../schemas/login-response.js';
import { VerifyMfaRequest } from '../../schemas/verify-mfa-request.js';

/** How the runtime reads the request and checks the answer. */
export const verifyMfaDefinition = {
  operationId: 'verifyMfa',
  method: 'POST',
  path: '/auth/mfa/verify',
  secured: false,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: VerifyMfaRequest } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: LoginResponse },
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
