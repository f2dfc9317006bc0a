// POST /auth/email/verify. Contract: #/paths/~1auth~1email~1verify/post
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
import { EmailVerificationRequest } from '../../schemas/email-verification-request.js';
import { ErrorResponse } from '../../schemas/error-response.js';
import { MessageResponse } from '../../schemas/message-response.js';
import { ValidationErrorResponse } from '../../schemas/validation-error-response.js';

/**
 * Body of the answer 400.
 *
 * Faults of the fields, or of what they mean.
 */
export const VerifyEmail400 = anyOf([ValidationErrorResponse, ErrorResponse]);

export type VerifyEmail400 = z.output<typeof VerifyEmail400>;

/** How the runtime reads the request and checks the answer. */
export const verifyEmailDefinition = {
  operationId: 'verifyEmail',
  method: 'POST',
  path: '/auth/email/verify',
  secured: false,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: EmailVerificationRequest } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: MessageResponse },
      headers: { 'x-request-id': { required: true } },
    },
    400: {
      body: { contentType: 'application/json', kind: 'json', schema: VerifyEmail400 },
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
