// Filled by ../../../overrides/operations/logout-user/service.ts
// POST /auth/logout. Contract: #/paths/~1auth~1logout/post
import type {
  InternalServerError,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
} from '../../http/common-responses.js';
import type { OperationContext, Principal } from '../../http/context.js';

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
export type LogoutUserContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type LogoutUserResult =
  /** The session has ended. */
  | { readonly status: 204; readonly body?: undefined }
  | Unauthorized
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Log out
 *
 * Ends the session of the access token. Its access and refresh tokens are refused from the next
 * call on.
 *
 * Other sessions of the user stay. To end one of them, use `revokeSession`.
 */
export type LogoutUserService = (input: LogoutUserInput, context: LogoutUserContext) => Promise<LogoutUserResult>;
