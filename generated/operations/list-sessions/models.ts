// GET /auth/sessions. Contract: #/paths/~1auth~1sessions/get
import * as z from 'zod';
import {
  BadRequest,
  InternalServerError,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { maxLength, minLength } from '../../schemas/_checks.js';
import { SessionList } from '../../schemas/session-list.js';

/** Query parameters. */
export const ListSessionsQuery = z.object({
  /** The `nextCursor` of the page before. */
  cursor: z.string().check(minLength(1), maxLength(256)).optional(),
  /** How many entries a page has at most, 50 unless given. */
  limit: z.int().min(1).max(100).optional(),
});

export type ListSessionsQuery = z.output<typeof ListSessionsQuery>;

/** How the runtime reads the request and checks the answer. */
export const listSessionsDefinition = {
  operationId: 'listSessions',
  method: 'GET',
  path: '/auth/sessions',
  secured: true,
  request: {
    query: {
      schema: ListSessionsQuery,
      parameters: [
        { name: 'cursor', style: 'form', explode: true, type: 'string' },
        { name: 'limit', style: 'form', explode: true, type: 'number' },
      ],
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: SessionList },
      headers: { 'x-request-id': { required: true } },
    },
    400: BadRequest,
    401: Unauthorized,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
