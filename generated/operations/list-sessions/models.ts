// GET /auth/sessions. Contract: #/paths/~1auth~1sessions/get
import type { OperationDefinition } from '../../http/definition.js';
import { ErrorResponse } from '../../schemas/error-response.js';
import { SessionList } from '../../schemas/session-list.js';

/** How the runtime reads the request and checks the answer. */
export const listSessionsDefinition = {
  operationId: 'listSessions',
  method: 'GET',
  path: '/auth/sessions',
  secured: true,
  request: {},
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: SessionList },
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
