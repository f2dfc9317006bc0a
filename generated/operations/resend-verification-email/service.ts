// Filled by ../../../overrides/operations/resend-verification-email/service.ts
// POST /auth/email/resend. Contract: #/paths/~1auth~1email~1resend/post
import type { OperationContext } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { MessageResponse } from '../../schemas/message-response.js';
import type { ResendVerificationRequest } from '../../schemas/resend-verification-request.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';
import type { ResendVerificationEmailRepository } from './repository.js';

/** The validated request. */
export interface ResendVerificationEmailInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: ResendVerificationRequest;
  readonly principal: undefined;
}

/** What the service is given beside its input. */
export type ResendVerificationEmailContext = OperationContext<ResendVerificationEmailRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type ResendVerificationEmailResult =
  /** The request is taken. */
  | { readonly status: 202; readonly body: MessageResponse }
  /** The request does not follow the contract. Every field at fault is named. */
  | { readonly status: 400; readonly body: Completable<ValidationErrorResponse> }
  /** The body is larger than 64 KiB. */
  | { readonly status: 413; readonly body: Completable<ErrorResponse> }
  /** The body is not `application/json`. */
  | { readonly status: 415; readonly body: Completable<ErrorResponse> }
  /** A limit is reached. `Retry-After` says how long to wait. */
  | {
      readonly status: 429;
      readonly body: Completable<ErrorResponse>;
      readonly headers: { readonly 'retry-after': string };
    }
  /** An unexpected fault. The answer says nothing about its cause; the log does. */
  | { readonly status: 500; readonly body: Completable<ErrorResponse> }
  /**
   * A service that this operation needs does not answer or is throttled. Nothing is counted against the caller; the
   * request may be repeated after `Retry-After`.
   */
  | {
      readonly status: 503;
      readonly body: Completable<ErrorResponse>;
      readonly headers: { readonly 'retry-after': string };
    };

/**
 * Send the verification mail again
 *
 * Sends another verification mail where the address belongs to an account and is not verified
 * yet. The link of an earlier mail stops working.
 *
 * The answer is the same for known, unknown and verified addresses, and so is the work that is
 * done before it. At most one request a minute and five a day are taken for one address.
 */
export type ResendVerificationEmailService = (
  input: ResendVerificationEmailInput,
  context: ResendVerificationEmailContext,
) => Promise<ResendVerificationEmailResult>;
