// GET /health. Contract: #/paths/~1health/get
import type { OperationDefinition } from '../../http/definition.js';
import { ErrorResponse } from '../../schemas/error-response.js';
import { HealthResponse } from '../../schemas/health-response.js';

/** How the runtime reads the request and checks the answer. */
export const getHealthStatusDefinition = {
  operationId: 'getHealthStatus',
  method: 'GET',
  path: '/health',
  secured: false,
  request: {},
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: HealthResponse },
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
