// Filled by ../../../overrides/operations/register-user/service.ts
// POST /auth/register. Contract: #/paths/~1auth~1register/post
import type {
  BadRequest,
  Conflict,
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationContext } from '../../http/context.js';
import type { RegisterRequest } from '../../schemas/register-request.js';
import type { RegisterResponse } from '../../schemas/register-response.js';

/** The validated request. */
export interface RegisterUserInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: RegisterRequest;
  readonly principal: undefined;
}

/** What the service is given beside its input. */
export type RegisterUserContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type RegisterUserResult =
  /** The account is made. */
  | { readonly status: 201; readonly body: RegisterResponse }
  /** A field is not valid, or the password is refused; the reason is given. */
  | BadRequest
  /** An account with this email exists. Never sent with `enumeration` set to `strict`. */
  | Conflict
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Open an account
 *
 * Makes an account from an email address, a password and a name, and sends a mail with a link
 * that proves the address. A mail that cannot be sent does not undo the registration; another
 * one can be asked for with `resendVerificationEmail`.
 *
 * The registration takes place as a whole or not at all, and of several at the same time with
 * one address exactly one succeeds. It never logs the user in.
 *
 * A taken address is answered 409. With the setting `enumeration: strict` it is answered 201
 * like any other, and the owner of the address gets a mail about it. At most five attempts an
 * hour are taken for one address.
 */
export type RegisterUserService = (
  input: RegisterUserInput,
  context: RegisterUserContext,
) => Promise<RegisterUserResult>;
