// Filled by ../../../overrides/operations/change-password/service.ts
// POST /auth/password/change. Contract: #/paths/~1auth~1password~1change/post
import type { OperationContext, Principal } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { ChangePasswordRequest } from '../../schemas/change-password-request.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { MessageResponse } from '../../schemas/message-response.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';
import type { ChangePasswordRepository } from './repository.js';

/** The validated request. */
export interface ChangePasswordInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: ChangePasswordRequest;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type ChangePasswordContext = OperationContext<ChangePasswordRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type ChangePasswordResult =
  /** The password is changed. */
  | { readonly status: 200; readonly body: MessageResponse }
  /** A field is not valid, or the new password is refused; the reason is given. */
  | { readonly status: 400; readonly body: Completable<ValidationErrorResponse> }
  /**
   * The access token is not accepted (`UNAUTHORIZED`), or the password or code given as fresh proof is wrong or
   * missing (`REAUTH_FAILED`). The latter does not end the session.
   */
  | { readonly status: 401; readonly body: Completable<ErrorResponse> }
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
 * Change the password
 *
 * Sets a new password after fresh proof: the current password, and a code of the authenticator
 * app or a backup code when MFA is on. Without MFA a code is ignored.
 *
 * The session of this request stays, the user's other sessions end, and the owner is told by
 * mail. Wrong or missing proof is 401 `REAUTH_FAILED`, is counted, and does not end the session.
 */
export type ChangePasswordService = (
  input: ChangePasswordInput,
  context: ChangePasswordContext,
) => Promise<ChangePasswordResult>;
