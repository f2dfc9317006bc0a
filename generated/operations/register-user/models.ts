// POST /auth/register. Contract: #/paths/~1auth~1register/post
import {
  BadRequest,
  Conflict,
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { RegisterRequest } from '../../schemas/register-request.js';
import { RegisterResponse } from '../../schemas/register-response.js';

/** How the runtime reads the request and checks the answer. */
export const registerUserDefinition = {
  operationId: 'registerUser',
  method: 'POST',
  path: '/auth/register',
  secured: false,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: RegisterRequest } },
    },
  },
  responses: {
    201: {
      body: { contentType: 'application/json', kind: 'json', schema: RegisterResponse },
      headers: { 'x-request-id': { required: true } },
    },
    400: BadRequest,
    409: Conflict,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
