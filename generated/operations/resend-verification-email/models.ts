// POST /auth/email/resend. Contract: #/paths/~1auth~1email~1resend/post
import {
  BadRequest,
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationDefinition } from '../../http/definition.js';
import { MessageResponse } from '../../schemas/message-response.js';
import { ResendVerificationRequest } from '../../schemas/resend-verification-request.js';

/** How the runtime reads the request and checks the answer. */
export const resendVerificationEmailDefinition = {
  operationId: 'resendVerificationEmail',
  method: 'POST',
  path: '/auth/email/resend',
  secured: false,
  request: {
    body: {
      required: true,
      maxBytes: 65536,
      content: { 'application/json': { kind: 'json', schema: ResendVerificationRequest } },
    },
  },
  responses: {
    202: {
      body: { contentType: 'application/json', kind: 'json', schema: MessageResponse },
      headers: { 'x-request-id': { required: true } },
    },
    400: BadRequest,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    500: InternalServerError,
    503: ServiceUnavailable,
  },
} as const satisfies OperationDefinition;
