// POST /auth/mfa/backup-codes. Contract: #/paths/~1auth~1mfa~1backup-codes/post
import {
  BadRequest,
  InternalServerError,
  PayloadTooLarge,
  ReauthenticationFailed,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { MfaStatusResponse } from '../../schemas/mfa-status-response.js';
import { RegenerateBackupCodesRequest } from '../../schemas/regenerate-backup-codes-request.js';

/** How the runtime reads the request and checks the answer. */
export const regenerateBackupCodesDefinition = {
  operationId: 'regenerateBackupCodes',
  method: 'POST',
  path: '/auth/mfa/backup-codes',
  secured: true,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: RegenerateBackupCodesRequest } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: MfaStatusResponse },
      headers: { 'x-request-id': { required: true } },
    },
    400: BadRequest,
    401: ReauthenticationFailed,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
