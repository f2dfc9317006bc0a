// Filled by ../../../overrides/operations/delete-account/service.ts
// POST /users/me/delete. Contract: #/paths/~1users~1me~1delete/post
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
import type { DeleteAccountRequest } from '../../schemas/delete-account-request.js';

/** The validated request. */
export interface DeleteAccountInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: DeleteAccountRequest;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type DeleteAccountContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type DeleteAccountResult =
  /** The account is deleted. */
  | { readonly status: 204; readonly body?: undefined }
  | BadRequest
  | ReauthenticationFailed
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Delete one's account
 *
 * Deletes the account and all its data after fresh proof: the password, and a code of the
 * authenticator app or a backup code when MFA is on. Without MFA a code is ignored. All sessions
 * end, and the email address is free for a new registration.
 *
 * It cannot be undone. Once it is answered 204 the account cannot be used any more; what an
 * interruption leaves over is removed, and the email freed, within minutes. Wrong or missing proof
 * is 401 `REAUTH_FAILED`, is counted, and does not end the session.
 */
export type DeleteAccountService = (
  input: DeleteAccountInput,
  context: DeleteAccountContext,
) => Promise<DeleteAccountResult>;
