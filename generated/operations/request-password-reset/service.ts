// Filled by ../../../overrides/operations/request-password-reset/service.ts
// POST /auth/password/reset-request. Contract: #/paths/~1auth~1password~1reset-request/post
import type { OperationContext } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { MessageResponse } from '../../schemas/message-response.js';
import type { PasswordResetRequest } from '../../schemas/password-reset-request.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';
import type { RequestPasswordResetRepository } from './repository.js';

/** The validated request. */
export interface RequestPasswordResetInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: PasswordResetRequest;
  readonly principal: undefined;
}

/** What the service is given beside its input. */
export type RequestPasswordResetContext = OperationContext<RequestPasswordResetRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type RequestPasswordResetResult =
  /** The request is taken. */
  | { readonly status: 200; readonly body: MessageResponse }
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
 * Ask for a password reset mail
 *
 * Sends a mail with a link to set a new password, where the address belongs to an account. The
 * link of an earlier mail stops working; by default a link lasts 30 minutes.
 *
 * The answer is the same for known and unknown addresses, and so is the work that is done before
 * it. The password and the sessions stay as they are until the reset is confirmed. At most one
 * request a minute and five a day are taken for one address.
 */
export type RequestPasswordResetService = (
  input: RequestPasswordResetInput,
  context: RequestPasswordResetContext,
) => Promise<RequestPasswordResetResult>;
