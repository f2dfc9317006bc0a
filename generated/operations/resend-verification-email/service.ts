// Filled by ../../../overrides/operations/resend-verification-email/service.ts
// POST /auth/email/resend. Contract: #/paths/~1auth~1email~1resend/post
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
import type { ResendVerificationRequest } from '../../schemas/resend-verification-request.js';

/** The validated request. */
export interface ResendVerificationEmailInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: ResendVerificationRequest;
  readonly principal: undefined;
}

/** What the service is given beside its input. */
export type ResendVerificationEmailContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type ResendVerificationEmailResult =
  /** The request is taken. */
  | { readonly status: 202; readonly body: MessageResponse }
  | BadRequest
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Send the verification mail again
 *
 * Sends another verification mail where the address belongs to an account and is not verified
 * yet. The link of an earlier mail stops working.
 *
 * The answer is the same for known, unknown and verified addresses, and so is the work that is
 * done before it. At most one request a minute and five a day are taken for one email from one
 * place, and 60 an hour from there for all emails.
 */
export type ResendVerificationEmailService = (
  input: ResendVerificationEmailInput,
  context: ResendVerificationEmailContext,
) => Promise<ResendVerificationEmailResult>;
