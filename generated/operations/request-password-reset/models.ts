// POST /auth/password/reset-request. Contract: #/paths/~1auth~1password~1reset-request/post
import {
  BadRequest,
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { MessageResponse } from '../../schemas/message-response.js';
import { PasswordResetRequest } from '../../schemas/password-reset-request.js';

/** How the runtime reads the request and checks the answer. */
export const requestPasswordResetDefinition = {
  operationId: 'requestPasswordReset',
  method: 'POST',
  path: '/auth/password/reset-request',
  secured: false,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: PasswordResetRequest } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: MessageResponse },
      headers: { 'x-request-id': { required: true } },
    },
    400: BadRequest,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
