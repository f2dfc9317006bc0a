// DELETE /auth/sessions/{sessionId}. Contract: #/paths/~1auth~1sessions~1{sessionId}/delete
import * as z from 'zod';
import {
  BadRequest,
  InternalServerError,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { errorResponseShape } from '../../http/error-shapes.js';
import { ErrorResponse } from '../../schemas/error-response.js';

/** Path parameters. */
export const RevokeSessionPath = z.object({
  /** The session, as `listSessions` names it. */
  sessionId: z.guid(),
});

export type RevokeSessionPath = z.output<typeof RevokeSessionPath>;

/** How the runtime reads the request and checks the answer. */
export const revokeSessionDefinition = {
  operationId: 'revokeSession',
  method: 'DELETE',
  path: '/auth/sessions/{sessionId}',
  secured: true,
  request: {
    path: {
      schema: RevokeSessionPath,
      parameters: [{ name: 'sessionId', style: 'simple', explode: false, type: 'string' }],
    },
  },
  responses: {
    204: { headers: { 'x-request-id': { required: true } } },
    400: BadRequest,
    401: Unauthorized,
    404: {
      body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
      error: errorResponseShape,
      headers: { 'x-request-id': { required: true } },
    },
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
