// Filled by ../../../overrides/operations/get-health-status/service.ts
// GET /health. Contract: #/paths/~1health/get
import type { OperationContext } from '../../http/context.js';
import type { Completable } from '../../http/error-shapes.js';
import type { ErrorResponse } from '../../schemas/error-response.js';
import type { HealthResponse } from '../../schemas/health-response.js';

/** The validated request. */
export interface GetHealthStatusInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: undefined;
  readonly principal: undefined;
}

/** What the service is given beside its input. */
export type GetHealthStatusContext = OperationContext<Readonly<Record<never, never>>>;

/** What the service may answer: a declared status with its body and headers. */
export type GetHealthStatusResult =
  /** The API answers. */
  | { readonly status: 200; readonly body: HealthResponse }
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
 * Tell whether the API answers
 *
 * Answers as long as the API runs, with its version and the time of its clock.
 *
 * It asks no other service, so that it does not fail because of one, and it reveals nothing
 * about accounts.
 */
export type GetHealthStatusService = (
  input: GetHealthStatusInput,
  context: GetHealthStatusContext,
) => Promise<GetHealthStatusResult>;
