// Filled by ../../../overrides/operations/list-sessions/service.ts
// GET /auth/sessions. Contract: #/paths/~1auth~1sessions/get
import type {
  BadRequest,
  InternalServerError,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
} from '../../http/common-responses.js';
import type { OperationContext, Principal } from '../../http/context.js';
import type { SessionList } from '../../schemas/session-list.js';
import type { ListSessionsQuery } from './models.js';
import type { ListSessionsRepository } from './repository.js';

/** The validated request. */
export interface ListSessionsInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: ListSessionsQuery;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: undefined;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type ListSessionsContext = OperationContext<ListSessionsRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type ListSessionsResult =
  /** A page of the sessions. */
  | { readonly status: 200; readonly body: SessionList }
  /** The limit or the cursor is none. */
  | BadRequest
  | Unauthorized
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * List the places where the user is logged in
 *
 * Lists the user's sessions that stand, page by page, the latest login first, and marks the one of
 * this request. An account has at most as many as the setting `sessionsPerAccount` says.
 *
 * It never shows a token.
 */
export type ListSessionsService = (
  input: ListSessionsInput,
  context: ListSessionsContext,
) => Promise<ListSessionsResult>;
