// Filled by ../../../overrides/operations/update-user-profile/service.ts
// PUT /users/profile. Contract: #/paths/~1users~1profile/put
import type {
  BadRequest,
  InternalServerError,
  PayloadTooLarge,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnsupportedMediaType,
} from '../../http/common-responses.js';
import type { OperationContext, Principal } from '../../http/context.js';
import type { UpdateUserProfileRequest } from '../../schemas/update-user-profile-request.js';
import type { UserProfile } from '../../schemas/user-profile.js';
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
  | BadRequest
  | Unauthorized
  | PayloadTooLarge
  | UnsupportedMediaType
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

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
