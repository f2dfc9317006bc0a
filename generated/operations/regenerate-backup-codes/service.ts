// Filled by ../../../overrides/operations/regenerate-backup-codes/service.ts
// POST /auth/mfa/backup-codes. Contract: #/paths/~1auth~1mfa~1backup-codes/post
import type { OperationContext, Principal } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { MfaStatusResponse } from '../../schemas/mfa-status-response.js';
import type { RegenerateBackupCodesRequest } from '../../schemas/regenerate-backup-codes-request.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';
import type { RegenerateBackupCodesRepository } from './repository.js';

/** The validated request. */
export interface RegenerateBackupCodesInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: RegenerateBackupCodesRequest;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type RegenerateBackupCodesContext = OperationContext<RegenerateBackupCodesRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type RegenerateBackupCodesResult =
  /** The new backup codes. */
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
 * Make new backup codes
 *
 * Replaces all backup codes by ten new ones after fresh proof of both factors. The new codes are
 * never shown again, the old ones stop working at once.
 *
 * Wrong proof is 401 `REAUTH_FAILED`, is counted, and does not end the session; so is a code for
 * an account without MFA, since no code can prove anything there.
 */
export type RegenerateBackupCodesService = (
  input: RegenerateBackupCodesInput,
  context: RegenerateBackupCodesContext,
) => Promise<RegenerateBackupCodesResult>;
