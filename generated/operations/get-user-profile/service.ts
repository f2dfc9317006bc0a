// Filled by ../../../overrides/operations/get-user-profile/service.ts
// GET /users/profile. Contract: #/paths/~1users~1profile/get
import type {
  InternalServerError,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
} from '../../http/common-responses.js';
import type { OperationContext, Principal } from '../../http/context.js';
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
  | Unauthorized
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Read one's own profile
 *
 * Answers the profile of the user whose token is sent. Nobody else's profile can be read.
 */
export type GetUserProfileService = (
  input: GetUserProfileInput,
  context: GetUserProfileContext,
) => Promise<GetUserProfileResult>;
