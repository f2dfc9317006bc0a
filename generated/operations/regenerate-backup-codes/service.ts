// Filled by ../../../overrides/operations/regenerate-backup-codes/service.ts
// POST /auth/mfa/backup-codes. Contract: #/paths/~1auth~1mfa~1backup-codes/post
import type {
  BadRequest,
  InternalServerError,
  PayloadTooLarge,
  ReauthenticationFailed,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationContext, Principal } from '../../http/context.js';
import type { MfaStatusResponse } from '../../schemas/mfa-status-response.js';
import type { RegenerateBackupCodesRequest } from '../../schemas/regenerate-backup-codes-request.js';

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
export type RegenerateBackupCodesContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type RegenerateBackupCodesResult =
  /** The new backup codes. */
  | { readonly status: 200; readonly body: MfaStatusResponse }
  | BadRequest
  | ReauthenticationFailed
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

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
