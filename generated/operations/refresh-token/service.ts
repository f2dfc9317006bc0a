// Filled by ../../../overrides/operations/refresh-token/service.ts
// POST /auth/refresh. Contract: #/paths/~1auth~1refresh/post
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
import type { RefreshTokenRequest } from '../../schemas/refresh-token-request.js';
import type { RefreshTokenResponse } from '../../schemas/refresh-token-response.js';

/** The validated request. */
export interface RefreshTokenInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: RefreshTokenRequest;
  readonly principal: undefined;
}

/** What the service is given beside its input. */
export type RefreshTokenContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type RefreshTokenResult =
  /** Fresh tokens of the same session. */
  | { readonly status: 200; readonly body: RefreshTokenResponse }
  | BadRequest
  /** The refresh token is not valid, or no longer. */
  | Unauthorized
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Get a fresh access token
 *
 * Exchanges the refresh token of a session for a new access token and the refresh token in its
 * place. The same request gives the same refresh token again, so that one whose answer got lost
 * can be sent again, and parallel ones agree: the token before the current one counts for
 * another 60 seconds.
 *
 * A refresh token that comes back after that ends the whole session. Refreshing never moves the
 * absolute end of a session. Revoked, expired, foreign and malformed tokens get the same 401.
 */
export type RefreshTokenService = (
  input: RefreshTokenInput,
  context: RefreshTokenContext,
) => Promise<RefreshTokenResult>;
