// GET /users/me/export. Contract: #/paths/~1users~1me~1export/get
import { InternalServerError, ServiceUnavailable, TooManyRequests, Unauthorized } from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { AccountExport } from '../../schemas/account-export.js';

/** How the runtime reads the request and checks the answer. */
export const exportAccountDefinition = {
  operationId: 'exportAccount',
  method: 'GET',
  path: '/users/me/export',
  secured: true,
  request: {},
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: AccountExport },
      headers: { 'x-request-id': { required: true } },
    },
    401: Unauthorized,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
