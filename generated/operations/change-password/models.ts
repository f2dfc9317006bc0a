// POST /auth/password/change. Contract: #/paths/~1auth~1password~1change/post
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
import { ChangePasswordRequest } from '../../schemas/change-password-request.js';
import { MessageResponse } from '../../schemas/message-response.js';

/** How the runtime reads the request and checks the answer. */
export const changePasswordDefinition = {
  operationId: 'changePassword',
  method: 'POST',
  path: '/auth/password/change',
  secured: true,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: ChangePasswordRequest } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: MessageResponse },
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
