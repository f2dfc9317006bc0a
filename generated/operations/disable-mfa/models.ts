// POST /auth/mfa/disable. Contract: #/paths/~1auth~1mfa~1disable/post
import {
  BadRequest,
  InternalServerError,
  PayloadTooLarge,
  ReauthenticationFailed,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { DisableMfaRequest } from '../../schemas/disable-mfa-request.js';
import { MfaStatusResponse } from '../../schemas/mfa-status-response.js';

/** How the runtime reads the request and checks the answer. */
export const disableMfaDefinition = {
  operationId: 'disableMfa',
  method: 'POST',
  path: '/auth/mfa/disable',
  secured: true,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: DisableMfaRequest } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: MfaStatusResponse },
      headers: { 'x-request-id': { required: true } },
    },
    400: BadRequest,
    401: ReauthenticationFailed,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
