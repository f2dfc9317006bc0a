// POST /auth/logout. Contract: #/paths/~1auth~1logout/post
import { InternalServerError, ServiceUnavailable, TooManyRequests, Unauthorized } from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';

/** How the runtime reads the request and checks the answer. */
export const logoutUserDefinition = {
  operationId: 'logoutUser',
  method: 'POST',
  path: '/auth/logout',
  secured: true,
  request: {},
  responses: {
    204: { headers: { 'x-request-id': { required: true } } },
    401: Unauthorized,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
