// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import type { OperationDefinition } from '../../http/definition.js';
import { ErrorResponse } from '../../schemas/error-response.js';
import { MfaSetupResponse } from '../../schemas/mfa-setup-response.js';
import { SetupMfaRequest } from '../../schemas/setup-mfa-request.js';
import { ValidationErrorResponse } from '../../schemas/validation-error-response.js';

/** How the runtime reads the request and checks the answer. */
export const setupMfaDefinition = {
  operationId: 'setupMfa',
  method: 'POST',
  path: '/auth/mfa/setup',
  secured: true,
  request: {
    body: {
      required: false,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: SetupMfaRequest } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: MfaSetupResponse },
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
    409: {
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
