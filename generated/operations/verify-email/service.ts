// Filled by ../../../overrides/operations/verify-email/service.ts
// POST /auth/email/verify. Contract: #/paths/~1auth~1email~1verify/post
import type {
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { Completable } from '../../http/completable.js';
import type { OperationContext } from '../../http/context.js';
import { validationErrorResponseOrErrorResponseShape } from '../../http/error-shapes.js';
import type { EmailVerificationRequest } from '../../schemas/email-verification-request.js';
import type { MessageResponse } from '../../schemas/message-response.js';
import type { VerifyEmail400 } from './models.js';

/** The validated request. */
export interface VerifyEmailInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: EmailVerificationRequest;
  readonly principal: undefined;
}

/** What the service is given beside its input. */
export type VerifyEmailContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type VerifyEmailResult =
  /** The address is verified. */
  | { readonly status: 200; readonly body: MessageResponse }
  /** The token does not count, or the request is not valid. */
  | {
      readonly status: 400;
      readonly body: Completable<VerifyEmail400, typeof validationErrorResponseOrErrorResponseShape>;
    }
  /** The password is not that of the account. The token stays usable. */
  | Unauthorized
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Prove an email address
 *
 * Takes the token from the link in the verification mail and marks the address as verified. The
 * owner is told by mail. The link alone verifies nothing: it may have come of a registration that
 * the owner of the mailbox did not make, and must not bless a stranger's password.
 *
 * - `password`: that of the account. A wrong one is 401, counts as a failed login and leaves the
 *   token usable.
 * - `newPassword`: for an owner of the mailbox who did not register, or has forgotten the
 *   password. The unverified account is deleted with its sessions and all that was set up on it,
 *   and a new, verified one is made with the same names and another `userId`. Until that is done
 *   the token stays usable.
 *
 * A token counts once and expires; by default after 24 hours. Unknown, used and expired tokens
 * get the same answer. This operation never logs the user in.
 */
export type VerifyEmailService = (input: VerifyEmailInput, context: VerifyEmailContext) => Promise<VerifyEmailResult>;
