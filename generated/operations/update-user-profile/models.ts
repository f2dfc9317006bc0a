// PUT /users/profile. Contract: #/paths/~1users~1profile/put
import {
  BadRequest,
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { UpdateUserProfileRequest } from '../../schemas/update-user-profile-request.js';
import { UserProfile } from '../../schemas/user-profile.js';

/** How the runtime reads the request and checks the answer. */
export const updateUserProfileDefinition = {
  operationId: 'updateUserProfile',
  method: 'PUT',
  path: '/users/profile',
  secured: true,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: UpdateUserProfileRequest } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: UserProfile },
      headers: { 'x-request-id': { required: true } },
    },
    400: BadRequest,
    401: Unauthorized,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
