// POST /auth/mfa/verify-setup. Contract: #/paths/~1auth~1mfa~1verify-setup/post
import * as z from 'zod';
import {
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { validationErrorResponseOrErrorResponseShape } from '../../http/error-shapes.js';
import { anyOf } from '../../schemas/_checks.js';
import { ErrorResponse } from '../../schemas/error-response.js';
import { MfaStatusResponse } from '../../schemas/mfa-status-response.js';
import { ValidationErrorResponse } from '../../schemas/validation-error-response.js';
import { VerifyMfaSetupRequest } from '../../schemas/verify-mfa-setup-request.js';

/**
 * Body of the answer 400.
 *
 * Faults of the fields, or of what they mean.
 */
export const VerifyMfaSetup400 = anyOf([ValidationErrorResponse, ErrorResponse]);

export type VerifyMfaSetup400 = z.output<typeof VerifyMfaSetup400>;

/** How the runtime reads the request and checks the answer. */
export const verifyMfaSetupDefinition = {
  operationId: 'verifyMfaSetup',
  method: 'POST',
  path: '/auth/mfa/verify-setup',
  secured: true,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: VerifyMfaSetupRequest } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: MfaStatusResponse },
      headers: { 'x-request-id': { required: true } },
    },
    400: {
      body: { contentType: 'application/json', kind: 'json', schema: VerifyMfaSetup400 },
      error: validationErrorResponseOrErrorResponseShape,
      headers: { 'x-request-id': { required: true } },
    },
    401: Unauthorized,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
