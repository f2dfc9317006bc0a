// Filled by ../../../overrides/operations/verify-mfa/service.ts
// POST /auth/mfa/verify. Contract: #/paths/~1auth~1mfa~1verify/post
import type {
  BadRequest,
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationContext } from '../../http/context.js';
import type { LoginResponse } from '../../schemas/login-response.js';
import type { VerifyMfaRequest } from '../../schemas/verify-mfa-request.js';

/** The validated request. */
export interface VerifyMfaInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: VerifyMfaRequest;
  readonly principal: undefined;
}

/** What the service is given beside its input. */
export type VerifyMfaContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type VerifyMfaResult =
  /** Logged in. */
  | { readonly status: 200; readonly body: LoginResponse }
  | BadRequest
  /** The code is wrong or used, or the challenge is unknown, spent or expired. */
  | Unauthorized
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Complete a login with the second factor
 *
 * Takes the session token that `loginUser` answered, and a code of the authenticator app or a
 * backup code. A right one opens the session and answers what a login without MFA answers.
 *
 * A code counts once, whichever login it is used for. A challenge takes five tries and then
 * answers 429 until it expires, and an account takes 20 tries an hour over all challenges; where
 * a session of it was held before, tries elsewhere do not count. The owner is told by mail when
 * a backup code was used, and when only three are left. Faults of the server are not counted.
 */
export type VerifyMfaService = (input: VerifyMfaInput, context: VerifyMfaContext) => Promise<VerifyMfaResult>;
