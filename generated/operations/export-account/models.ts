// GET /users/me/export. Contract: #/paths/~1users~1me~1export/get
import type { OperationDefinition } from '../../http/definition.js';
import { AccountExport } from '../../schemas/account-export.js';
import { ErrorResponse } from '../../schemas/error-response.js';

/** How the runtime reads the request and checks the answer. */
export const exportAccountDefinition = {
  operationId: 'exportAccount',
  method: 'GET',
  path: '/users/me/export',
  secured: true,
  request: {},
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: AccountExport },
      headers: { 'x-request-id': { required: true } },
    },
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
