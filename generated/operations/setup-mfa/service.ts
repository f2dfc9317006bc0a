// Filled by ../../../overrides/operations/setup-mfa/service.ts
// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import type { OperationContext, Principal } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { MfaSetupResponse } from '../../schemas/mfa-setup-response.js';
import type { SetupMfaRequest } from '../../schemas/setup-mfa-request.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';
import type { SetupMfaRepository } from './repository.js';

/** The validated request. */
export interface SetupMfaInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: SetupMfaRequest | undefined;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type SetupMfaContext = OperationContext<SetupMfaRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type SetupMfaResult =
  /** The secret to put into the authenticator app. */
  | { readonly status: 200; readonly body: MfaSetupResponse }
  /** The request does not follow the contract. Every field at fault is named. */
  | { readonly status: 400; readonly body: Completable<ValidationErrorResponse> }
  /** The access token is missing, invalid or expired, or its session has ended. */
  | { readonly status: 401; readonly body: Completable<ErrorResponse> }
  /** MFA is on. It has to be disabled before it is set up anew. */
  | { readonly status: 409; readonly body: Completable<ErrorResponse> }
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
 * Begin to set up MFA
 *
 * Makes a new secret for an authenticator app and shows it as text, as a link and as a QR code.
 * Calling it again replaces a secret that was not yet proven.
 *
 * It does not turn MFA on, and it gives no backup codes: both happen in `verifyMfaSetup`. The
 * secret is never shown again.
 */
export type SetupMfaService = (input: SetupMfaInput, context: SetupMfaContext) => Promise<SetupMfaResult>;
