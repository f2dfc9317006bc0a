// Filled by ../../../overrides/operations/change-password/service.ts
// POST /auth/password/change. Contract: #/paths/~1auth~1password~1change/post
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
import type { ChangePasswordRequest } from '../../schemas/change-password-request.js';
import type { MessageResponse } from '../../schemas/message-response.js';

/** The validated request. */
export interface ChangePasswordInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: ChangePasswordRequest;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type ChangePasswordContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type ChangePasswordResult =
  /** The password is changed. */
  | { readonly status: 200; readonly body: MessageResponse }
  /** A field is not valid, or the new password is refused; the reason is given. */
  | BadRequest
  | ReauthenticationFailed
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Change the password
 *
 * Sets a new password after fresh proof: the current password, and a code of the authenticator
 * app or a backup code when MFA is on. Without MFA a code is ignored.
 *
 * The session of this request stays, the user's other sessions end, and the owner is told by
 * mail. Wrong or missing proof is 401 `REAUTH_FAILED`, is counted, and does not end the session.
 */
export type ChangePasswordService = (
  input: ChangePasswordInput,
  context: ChangePasswordContext,
) => Promise<ChangePasswordResult>;
