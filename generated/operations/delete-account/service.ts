// Filled by ../../../overrides/operations/delete-account/service.ts
// POST /users/me/delete. Contract: #/paths/~1users~1me~1delete/post
import type { OperationContext, Principal } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { DeleteAccountRequest } from '../../schemas/delete-account-request.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';
import type { DeleteAccountRepository } from './repository.js';

/** The validated request. */
export interface DeleteAccountInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: DeleteAccountRequest;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type DeleteAccountContext = OperationContext<DeleteAccountRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type DeleteAccountResult =
  /** The account is deleted. */
  | { readonly status: 204; readonly body?: undefined }
  /** The request does not follow the contract. Every field at fault is named. */
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
 * Delete one's account
 *
 * Deletes the account and all its data after fresh proof: the password, and a code of the
 * authenticator app or a backup code when MFA is on. Without MFA a code is ignored. All sessions
 * end, and the email address is free for a new registration.
 *
 * It cannot be undone. Once it is answered 204 the account cannot be used any more; what an
 * interruption leaves over is removed, and the email freed, within minutes. Wrong or missing proof
 * is 401 `REAUTH_FAILED`, is counted, and does not end the session.
 */
export type DeleteAccountService = (
  input: DeleteAccountInput,
  context: DeleteAccountContext,
) => Promise<DeleteAccountResult>;
