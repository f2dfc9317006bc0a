// Filled by ../../../overrides/operations/verify-mfa-setup/service.ts
// POST /auth/mfa/verify-setup. Contract: #/paths/~1auth~1mfa~1verify-setup/post
import type {
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { Completable } from '../../http/completable.js';
import type { OperationContext, Principal } from '../../http/context.js';
import { validationErrorResponseOrErrorResponseShape } from '../../http/error-shapes.js';
import type { MfaStatusResponse } from '../../schemas/mfa-status-response.js';
import type { VerifyMfaSetupRequest } from '../../schemas/verify-mfa-setup-request.js';
import type { VerifyMfaSetup400 } from './models.js';

/** The validated request. */
export interface VerifyMfaSetupInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: VerifyMfaSetupRequest;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type VerifyMfaSetupContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type VerifyMfaSetupResult =
  /** MFA is on. */
  | { readonly status: 200; readonly body: MfaStatusResponse }
  /** The request is not valid, the code is wrong, or no setup has begun. */
  | {
      readonly status: 400;
      readonly body: Completable<VerifyMfaSetup400, typeof validationErrorResponseOrErrorResponseShape>;
    }
  | Unauthorized
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Prove the authenticator and turn MFA on
 *
 * Takes the first code of the authenticator app. A right one turns MFA on and answers ten backup
 * codes, which are never shown again. The code counts as used: it does not open a login.
 *
 * The session of this request stays, the user's other sessions end, and the owner is told by
 * mail.
 */
export type VerifyMfaSetupService = (
  input: VerifyMfaSetupInput,
  context: VerifyMfaSetupContext,
) => Promise<VerifyMfaSetupResult>;
