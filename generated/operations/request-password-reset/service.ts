// Filled by ../../../overrides/operations/request-password-reset/service.ts
// POST /auth/password/reset-request. Contract: #/paths/~1auth~1password~1reset-request/post
import type {
  BadRequest,
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationContext } from '../../http/context.js';
import type { MessageResponse } from '../../schemas/message-response.js';
import type { PasswordResetRequest } from '../../schemas/password-reset-request.js';

/** The validated request. */
export interface RequestPasswordResetInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: PasswordResetRequest;
  readonly principal: undefined;
}

/** What the service is given beside its input. */
export type RequestPasswordResetContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type RequestPasswordResetResult =
  /** The request is taken. */
  | { readonly status: 200; readonly body: MessageResponse }
  | BadRequest
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Ask for a password reset mail
 *
 * Sends a mail with a link to set a new password, where the address belongs to an account. The
 * link of an earlier mail stops working; by default a link lasts 30 minutes.
 *
 * The answer is the same for known and unknown addresses, and so is the work that is done before
 * it. The password and the sessions stay as they are until the reset is confirmed. At most one
 * request a minute and five a day are taken for one email from one place, and 60 an hour from
 * there for all emails.
 */
export type RequestPasswordResetService = (
  input: RequestPasswordResetInput,
  context: RequestPasswordResetContext,
) => Promise<RequestPasswordResetResult>;
