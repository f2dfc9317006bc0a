// Filled by ../../../overrides/operations/refresh-token/service.ts
// POST /auth/refresh. Contract: #/paths/~1auth~1refresh/post
import type { OperationContext } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { RefreshTokenRequest } from '../../schemas/refresh-token-request.js';
import type { RefreshTokenResponse } from '../../schemas/refresh-token-response.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';
import type { RefreshTokenRepository } from './repository.js';

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
export type RefreshTokenContext = OperationContext<RefreshTokenRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type RefreshTokenResult =
  /** Fresh tokens of the same session. */
  | { readonly status: 200; readonly body: RefreshTokenResponse }
  /** The request does not follow the contract. Every field at fault is named. */
  | { readonly status: 400; readonly body: Completable<ValidationErrorResponse> }
  /** The refresh token is not valid, or no longer. */
  | { readonly status: 401; readonly body: Completable<ErrorResponse> }
  /** The body is larger than 64 KiB. */
  | { readonly status: 413; readonly body: Completable<ErrorResponse> }
  /** The body is not `application/json`. */
  | { readonly status: 415; readonly body: Completable<ErrorResponse> }
  /** A limit is reached. `Retry-After` says how long to wait. */
  | {
      readonly status: 429;
      readonly body: Completable<ErrorResponse>;
      readonly headers: { readonly 'retry-after': string };
    }
  /** An unexpected fault. The answer says nothing about its cause; the log does. */
  | { readonly status: 500; readonly body: Completable<ErrorResponse> }
  /**
   * A service that this operation needs does not answer or is throttled. Nothing is counted against the caller; the
   * request may be repeated after `Retry-After`.
   */
  | {
      readonly status: 503;
      readonly body: Completable<ErrorResponse>;
      readonly headers: { readonly 'retry-after': string };
    };

/**
 * Get a fresh access token
 *
 * Exchanges the refresh token of a session for a new access token. With the setting
 * `refreshTokenRotation` on, the refresh token is replaced as well and the old one retires after
 * a grace of ten seconds, which lets two parallel requests both succeed.
 *
 * A refresh token that comes back after its retirement ends the whole session. Refreshing never
 * moves the absolute end of a session. Revoked, expired and malformed tokens get the same 401.
 */
export type RefreshTokenService = (
  input: RefreshTokenInput,
  context: RefreshTokenContext,
) => Promise<RefreshTokenResult>;
