// POST /auth/email/resend. Contract: #/paths/~1auth~1email~1resend/post
import type { OperationDefinition } from '../../http/definition.js';
import { ErrorResponse } from '../../schemas/error-response.js';
import { MessageResponse } from '../../schemas/message-response.js';
import { ResendVerificationRequest } from '../../schemas/resend-verification-request.js';
import { ValidationErrorResponse } from '../../schemas/validation-error-response.js';

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
    400: {
      body: { contentType: 'application/json', kind: 'json', schema: ValidationErrorResponse },
      headers: { 'x-request-id': { required: true } },
    },
    413: {
      body: { contentType: 'application/json', kind: 'json', schema: ErrorResponse },
      headers: { 'x-request-id': { required: true } },
    },
    415: {
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
