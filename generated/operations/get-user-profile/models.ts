// GET /users/profile. Contract: #/paths/~1users~1profile/get
import type { OperationDefinition } from '../../http/definition.js';
import { ErrorResponse } from '../../schemas/error-response.js';
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
