// Filled by ../../../overrides/operations/logout-user/service.ts
// POST /auth/logout. Contract: #/paths/~1auth~1logout/post
import type { OperationContext, Principal } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { LogoutUserRepository } from './repository.js';

/** The validated request. */
export interface LogoutUserInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: undefined;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type LogoutUserContext = OperationContext<LogoutUserRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type LogoutUserResult =
  /** The session has ended. */
  | { readonly status: 204; readonly body?: undefined }
  /** The access token is missing, invalid or expired, or its session has ended. */
  | { readonly status: 401; readonly body: Completable<ErrorResponse> }
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
 * Log out
 *
 * Ends the session of the access token. Its access and refresh tokens are refused from the next
 * call on.
 *
 * Other sessions of the user stay. To end one of them, use `revokeSession`.
 */
export type LogoutUserService = (input: LogoutUserInput, context: LogoutUserContext) => Promise<LogoutUserResult>;
