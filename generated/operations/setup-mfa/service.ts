// Filled by ../../../overrides/operations/setup-mfa/service.ts
// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import type {
  BadRequest,
  Conflict,
  EmailNotVerified,
  InternalServerError,
  PayloadTooLarge,
  ReauthenticationFailed,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationContext, Principal } from '../../http/context.js';
import type { MfaSetupResponse } from '../../schemas/mfa-setup-response.js';
import type { SetupMfaRequest } from '../../schemas/setup-mfa-request.js';

/** The validated request. */
export interface SetupMfaInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: SetupMfaRequest;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type SetupMfaContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type SetupMfaResult =
  /** The secret to put into the authenticator app. */
  | { readonly status: 200; readonly body: MfaSetupResponse }
  | BadRequest
  | ReauthenticationFailed
  | EmailNotVerified
  /** MFA is on. It has to be disabled before it is set up anew. */
  | Conflict
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Begin to set up MFA
 *
 * Makes a new secret for an authenticator app and shows it as text, as a link and as a QR code.
 * Calling it again replaces a secret that was not yet proven.
 *
 * It asks for the password, so that a stolen access token cannot lock the owner out, and for a
 * verified email, so that nobody sets up a factor on an address that is not theirs.
 *
 * It does not turn MFA on, and it gives no backup codes: both happen in `verifyMfaSetup`. The
 * secret is never shown again.
 */
export type SetupMfaService = (input: SetupMfaInput, context: SetupMfaContext) => Promise<SetupMfaResult>;
