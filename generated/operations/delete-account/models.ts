// POST /users/me/delete. Contract: #/paths/~1users~1me~1delete/post
import type { OperationDefinition } from '../../http/definition.js';
import { DeleteAccountRequest } from '../../schemas/delete-account-request.js';
import { ErrorResponse } from '../../schemas/error-response.js';
import { ValidationErrorResponse } from '../../schemas/validation-error-response.js';

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
