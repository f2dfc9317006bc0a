// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import {
  BadRequest,
  Conflict,
  EmailNotVerified,
  InternalServerError,
  PayloadTooLarge,
  ReauthenticationFailed,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { MfaSetupResponse } from '../../schemas/mfa-setup-response.js';
import { SetupMfaRequest } from '../../schemas/setup-mfa-request.js';

/** How the runtime reads the request and checks the answer. */
export const setupMfaDefinition = {
  operationId: 'setupMfa',
  method: 'POST',
  path: '/auth/mfa/setup',
  secured: true,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: SetupMfaRequest } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: MfaSetupResponse },
      headers: { 'x-request-id': { required: true } },
    },
    400: BadRequest,
    401: ReauthenticationFailed,
    403: EmailNotVerified,
    409: Conflict,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
