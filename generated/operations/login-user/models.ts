// POST /auth/login. Contract: #/paths/~1auth~1login/post
import * as z from 'zod';
import type { OperationDefinition } from '../../http/definition.js';
import { ErrorResponse } from '../../schemas/error-response.js';
import { LoginRequest } from '../../schemas/login-request.js';
import { LoginResponse } from '../../schemas/login-response.js';
import { MfaChallengeResponse } from '../../schemas/mfa-challenge-response.js';
import { ValidationErrorResponse } from '../../schemas/validation-error-response.js';

/**
 * Body of the answer 200.
 *
 * A completed login, or the challenge for its second factor.
 */
export const LoginUser200 = z.xor([LoginResponse, MfaChallengeResponse]);

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
    400: {
      body: { contentType: 'application/json', kind: 'json', schema: ValidationErrorResponse },
      headers: { 'x-request-id': { required: true } },
    },
    401: {
      body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
      headers: { 'x-request-id': { required: true } },
    },
    413: {
      body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
      headers: { 'x-request-id': { required: true } },
    },
    415: {
      body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
      headers: { 'x-request-id': { required: true } },
    },
    429: {
      body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
      headers: { 'retry-after': { required: true }, 'x-request-id': { required: true } },
    },
    500: {
      body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
      headers: { 'x-request-id': { required: true } },
    },
    503: {
      body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
      headers: { 'retry-after': { required: true }, 'x-request-id': { required: true } },
    },
  },
} as const satisfies OperationDefinition;
