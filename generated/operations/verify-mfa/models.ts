// POST /auth/mfa/verify. Contract: #/paths/~1auth~1mfa~1verify/post
import type { OperationDefinition } from '../../http/definition.js';
import { ErrorResponse } from '../../schemas/error-response.js';
import { LoginResponse } from '../../schemas/login-response.js';
import { ValidationErrorResponse } from '../../schemas/validation-error-response.js';
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
