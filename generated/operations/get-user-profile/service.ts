// Filled by ../../../overrides/operations/get-user-profile/service.ts
// GET /users/profile. Contract: #/paths/~1users~1profile/get
import type { OperationContext, Principal } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { UserProfile } from '../../schemas/user-profile.js';
import type { GetUserProfileRepository } from './repository.js';

/** The validated request. */
export interface GetUserProfileInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: undefined;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type GetUserProfileContext = OperationContext<GetUserProfileRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type GetUserProfileResult =
  /** The profile. */
  | { readonly status: 200; readonly body: UserProfile }
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
 * Read one's own profile
 *
 * Answers the profile of the user whose token is sent. Nobody else's profile can be read.
 */
export type GetUserProfileService = (
  input: GetUserProfileInput,
  context: GetUserProfileContext,
) => Promise<GetUserProfileResult>;
