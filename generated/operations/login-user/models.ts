// POST /auth/login. Contract: #/paths/~1auth~1login/post
import * as z from 'zod';
import {
  BadRequest,
  EmailNotVerified,
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { oneOf } from '../../schemas/_checks.js';
import { LoginRequest } from '../../schemas/login-request.js';
import { LoginResponse } from '../../schemas/login-response.js';
import { MfaChallengeResponse } from '../../schemas/mfa-challenge-response.js';

/**
 * Body of the answer 200.
 *
 * A completed login, or the challenge for its second factor.
 */
export const LoginUser200 = oneOf([LoginResponse, MfaChallengeResponse]);

export type LoginUser200 = z.output<typeof LoginUser200>;

/** How the runtime reads the request and checks the answer. */
export const loginUserDefinition = {
  operationId: 'loginUser',
  method: 'POST',
  path: '/auth/login',
  secured: false,
  request: {
    body: { required: true, maxBytes: 65536, content: { 'application/json': { kind: 'json', schema: LoginRequest } } },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: LoginUser200 },
      headers: { 'x-request-id': { required: true } },
    },
    400: BadRequest,
    401: Unauthorized,
    403: EmailNotVerified,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
