// Filled by ../../../overrides/operations/revoke-session/service.ts
// DELETE /auth/sessions/{sessionId}. Contract: #/paths/~1auth~1sessions~1{sessionId}/delete
import type {
  BadRequest,
  InternalServerError,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
} from '../../http/common-responses.js';
import type { Completable } from '../../http/completable.js';
import type { OperationContext, Principal } from '../../http/context.js';
import { errorResponseShape } from '../../http/error-shapes.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { RevokeSessionPath } from './models.js';
import type { RevokeSessionRepository } from './repository.js';

/** The validated request. */
export interface RevokeSessionInput {
  readonly path: RevokeSessionPath;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: undefined;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type RevokeSessionContext = OperationContext<RevokeSessionRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type RevokeSessionResult =
  /** The session has ended. */
  | { readonly status: 204; readonly body?: undefined }
  /** The id is not a UUID. */
  | BadRequest
  | Unauthorized
  /** The user has no such session. */
  | { readonly status: 404; readonly body: Completable<ErrorResponse, typeof errorResponseShape> }
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * End a session
 *
 * Ends one of the user's sessions, which may be the one of this request. Its access and refresh
 * tokens are refused from the next call on.
 *
 * A session that belongs to someone else is answered like one that does not exist.
 */
export type RevokeSessionService = (
  input: RevokeSessionInput,
  context: RevokeSessionContext,
) => Promise<RevokeSessionResult>;
