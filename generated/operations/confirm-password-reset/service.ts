// Filled by ../../../overrides/operations/confirm-password-reset/service.ts
// POST /auth/password/reset-confirm. Contract: #/paths/~1auth~1password~1reset-confirm/post
import type {
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { Completable } from '../../http/completable.js';
import type { OperationContext } from '../../http/context.js';
import { validationErrorResponseOrErrorResponseShape } from '../../http/error-shapes.js';
import type { MessageResponse } from '../../schemas/message-response.js';
import type { PasswordResetConfirm } from '../../schemas/password-reset-confirm.js';
import type { ConfirmPasswordReset400 } from './models.js';

/** The validated request. */
export interface ConfirmPasswordResetInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: PasswordResetConfirm;
  readonly principal: undefined;
}

/** What the service is given beside its input. */
export type ConfirmPasswordResetContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type ConfirmPasswordResetResult =
  /** The password is set. */
  | { readonly status: 200; readonly body: MessageResponse }
  /** The token does not count, or a field is not valid; the reason for a password is given. */
  | {
      readonly status: 400;
      readonly body: Completable<ConfirmPasswordReset400, typeof validationErrorResponseOrErrorResponseShape>;
    }
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Set a new password with the token of the mail
 *
 * Sets a new password, ends all sessions and all logins that wait for a second factor, and tells
 * the owner by mail.
 *
 * The new password is checked before the token is used up, so that a refused password does not
 * cost a new mail. A token counts once; unknown, used and expired ones get the same answer. This
 * operation never logs the user in.
 *
 * It proves the email. MFA stays on where the email was proven before. An account whose email was
 * never proven may have been opened by somebody else: a second factor and whatever else was set
 * up on it goes, profile data but for the names included.
 */
export type ConfirmPasswordResetService = (
  input: ConfirmPasswordResetInput,
  context: ConfirmPasswordResetContext,
) => Promise<ConfirmPasswordResetResult>;
