// Filled by ../../../overrides/operations/login-user/service.ts
// POST /auth/login. Contract: #/paths/~1auth~1login/post
import type {
  BadRequest,
  EmailNotVerified,
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationContext } from '../../http/context.js';
import type { LoginRequest } from '../../schemas/login-request.js';
import type { LoginUser200 } from './models.js';

/** The validated request. */
export interface LoginUserInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: LoginRequest;
  readonly principal: undefined;
}

/** What the service is given beside its input. */
export type LoginUserContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type LoginUserResult =
  /** Logged in, or asked for the second factor. */
  | { readonly status: 200; readonly body: LoginUser200 }
  | BadRequest
  /** Email and password do not belong together. The answer does not say which is wrong. */
  | Unauthorized
  | EmailNotVerified
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Log in with email and password
 *
 * Checks email and password. Without MFA the answer holds the tokens of a new session and the
 * user's profile. With MFA it holds a challenge and no tokens; `verifyMfa` completes the login.
 *
 * An unknown email, a wrong password and an account that cannot log in get the same 401. Five
 * failed logins within 15 minutes for one account and address, or 20 for one account, are
 * answered 429 from then on, also with the right password. A right password and faults of the
 * server are not counted.
 *
 * A login from a new device is told to the owner by mail. Unless the setting `unverifiedLogin`
 * is off, an unverified email does not stand in the way. With it off a right password is answered
 * 403 `EMAIL_NOT_VERIFIED`, which is no failed login; `resendVerificationEmail` sends another
 * mail. With `enumeration: strict` it is 401 like a wrong password: whoever registers an address
 * and logs in would learn from anything else whether it had an account before.
 */
export type LoginUserService = (input: LoginUserInput, context: LoginUserContext) => Promise<LoginUserResult>;
