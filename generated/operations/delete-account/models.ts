// POST /users/me/delete. Contract: #/paths/~1users~1me~1delete/post
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
import { DeleteAccountRequest } from '../../schemas/delete-account-request.js';

/** How the runtime reads the request and checks the answer. */
export const deleteAccountDefinition = {
  operationId: 'deleteAccount',
  method: 'POST',
  path: '/users/me/delete',
  secured: true,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: DeleteAccountRequest } },
    },
  },
  responses: {
    204: { headers: { 'x-request-id': { required: true } } },
    400: BadRequest,
    401: ReauthenticationFailed,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
