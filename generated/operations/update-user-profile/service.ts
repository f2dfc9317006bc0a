// Filled by ../../../overrides/operations/update-user-profile/service.ts
// PUT /users/profile. Contract: #/paths/~1users~1profile/put
import type { OperationContext, Principal } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { UpdateUserProfileRequest } from '../../schemas/update-user-profile-request.js';
import type { UserProfile } from '../../schemas/user-profile.js';
import type { ValidationErrorResponse } from '../../schemas/validation-error-response.js';
import type { UpdateUserProfileRepository } from './repository.js';

/** The validated request. */
export interface UpdateUserProfileInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: UpdateUserProfileRequest;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type UpdateUserProfileContext = OperationContext<UpdateUserProfileRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type UpdateUserProfileResult =
  /** The profile after the change. */
  | { readonly status: 200; readonly body: UserProfile }
  /** A field is not valid, or not the user's to set. */
  | { readonly status: 400; readonly body: Completable<ValidationErrorResponse> }
  /** The access token is missing, invalid or expired, or its session has ended. */
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
 * Change one's own profile
 *
 * Changes the fields that are sent and answers the whole profile. A field that is absent stays
 * as it is; `preferences` are replaced as a whole.
 *
 * `userId`, `email`, `emailVerified`, `mfaEnabled` and the dates are not the user's to set, and a
 * request that names them is refused.
 */
export type UpdateUserProfileService = (
  input: UpdateUserProfileInput,
  context: UpdateUserProfileContext,
) => Promise<UpdateUserProfileResult>;
