// POST /auth/password/reset-confirm. Contract: #/paths/~1auth~1password~1reset-confirm/post
import * as z from 'zod';
import {
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { validationErrorResponseOrErrorResponseShape } from '../../http/error-shapes.js';
import { anyOf } from '../../schemas/_checks.js';
import { ErrorResponse } from '../../schemas/error-response.js';
import { MessageResponse } from '../../schemas/message-response.js';
import { PasswordResetConfirm } from '../../schemas/password-reset-confirm.js';
import { ValidationErrorResponse } from '../../schemas/validation-error-response.js';

/**
 * Body of the answer 400.
 *
 * Faults of the fields, or of what they mean.
 */
export const ConfirmPasswordReset400 = anyOf([ValidationErrorResponse, ErrorResponse]);

export type ConfirmPasswordReset400 = z.output<typeof ConfirmPasswordReset400>;

/** How the runtime reads the request and checks the answer. */
export const confirmPasswordResetDefinition = {
  operationId: 'confirmPasswordReset',
  method: 'POST',
  path: '/auth/password/reset-confirm',
  secured: false,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: PasswordResetConfirm } },
    },
  },
  responses: {
    200: {
      body: { contentType: 'application/json', kind: 'json', schema: MessageResponse },
      headers: { 'x-request-id': { required: true } },
    },
    400: {
      body: { contentType: 'application/json', kind: 'json', schema: ConfirmPasswordReset400 },
      error: validationErrorResponseOrErrorResponseShape,
      headers: { 'x-request-id': { required: true } },
    },
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
