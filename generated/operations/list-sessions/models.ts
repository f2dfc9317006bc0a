// GET /auth/sessions. Contract: #/paths/~1auth~1sessions/get
import { InternalServerError, ServiceUnavailable, TooManyRequests, Unauthorized } from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
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
    401: Unauthorized,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
