// Filled by ../../../overrides/operations/list-sessions/service.ts
// GET /auth/sessions. Contract: #/paths/~1auth~1sessions/get
import type { OperationContext, Principal } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { SessionList } from '../../schemas/session-list.js';
import type { ListSessionsRepository } from './repository.js';

/** The validated request. */
export interface ListSessionsInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: undefined;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type ListSessionsContext = OperationContext<ListSessionsRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type ListSessionsResult =
  /** The sessions. */
  | { readonly status: 200; readonly body: SessionList }
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
 * List the places where the user is logged in
 *
 * Lists the user's sessions that stand, the last used first, and marks the one of this request.
 *
 * It never shows a token.
 */
export type ListSessionsService = (
  input: ListSessionsInput,
  context: ListSessionsContext,
) => Promise<ListSessionsResult>;
