// Filled by ../../../overrides/operations/disable-mfa/service.ts
// POST /auth/mfa/disable. Contract: #/paths/~1auth~1mfa~1disable/post
import type { OperationContext, Principal } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { DisableMfaRequest } from '../../schemas/disable-mfa-request.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { MfaStatusResponse } from '../../schemas/mfa-status-response.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';
import type { DisableMfaRepository } from './repository.js';

/** The validated request. */
export interface DisableMfaInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: DisableMfaRequest;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type DisableMfaContext = OperationContext<DisableMfaRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type DisableMfaResult =
  /** MFA is off. */
  | { readonly status: 200; readonly body: MfaStatusResponse }
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
 * Turn MFA off
 *
 * Turns MFA off after fresh proof of both factors: the password, and a code of the authenticator
 * app or a backup code. The secret and the backup codes are removed.
 *
 * The session of this request stays, the user's other sessions end, and the owner is told by
 * mail. Wrong proof is 401 `REAUTH_FAILED`, is counted, and does not end the session; so is a
 * code for an account without MFA, since no code can prove anything there.
 */
export type DisableMfaService = (input: DisableMfaInput, context: DisableMfaContext) => Promise<DisableMfaResult>;
