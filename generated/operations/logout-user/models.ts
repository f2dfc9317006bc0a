// POST /auth/logout. Contract: #/paths/~1auth~1logout/post
import type { OperationDefinition } from '../../http/definition.js';
import { ErrorResponse } from '../../schemas/error-response.js';

/** How the runtime reads the request and checks the answer. */
export const logoutUserDefinition = {
  operationId: 'logoutUser',
  method: 'POST',
  path: '/auth/logout',
  secured: true,
  request: {},
  responses: {
    204: { headers: { 'x-request-id': { required: true } } },
    401: {
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
