// GET /users/profile. Contract: #/paths/~1users~1profile/get
import { InternalServerError, ServiceUnavailable, TooManyRequests, Unauthorized } from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { UserProfile } from '../../schemas/user-profile.js';

/** How the runtime reads the request and checks the answer. */
export const getUserProfileDefinition = {
  operationId: 'getUserProfile',
  method: 'GET',
  path: '/users/profile',
  secured: true,
  request: {},
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: UserProfile },
      headers: { 'x-request-id': { required: true } },
    },
    401: Unauthorized,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
