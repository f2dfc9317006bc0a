// Filled by ../../../overrides/operations/disable-mfa/service.ts
// POST /auth/mfa/disable. Contract: #/paths/~1auth~1mfa~1disable/post
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
import type { DisableMfaRequest } from '../../schemas/disable-mfa-request.js';
import type { MfaStatusResponse } from '../../schemas/mfa-status-response.js';

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
export type DisableMfaContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type DisableMfaResult =
  /** MFA is off. */
  | { readonly status: 200; readonly body: MfaStatusResponse }
  | BadRequest
  | ReauthenticationFailed
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

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
