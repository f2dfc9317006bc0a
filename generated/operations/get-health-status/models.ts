// GET /health. Contract: #/paths/~1health/get
import { InternalServerError, ServiceUnavailable, TooManyRequests } from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
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
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
