// POST /auth/register. Contract: #/paths/~1auth~1register/post
import type { OperationDefinition } from '../../http/definition.js';
import { ErrorResponse } from '../../schemas/error-response.js';
import { RegisterRequest } from '../../schemas/register-request.js';
import { RegisterResponse } from '../../schemas/register-response.js';
import { ValidationErrorResponse } from '../../schemas/validation-error-response.js';

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
    400: {
      body: { contentType: 'application/json', kind: 'json', schema: ValidationErrorResponse },
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
