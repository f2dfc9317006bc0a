// Filled by ../../../overrides/operations/get-health-status/service.ts
// GET /health. Contract: #/paths/~1health/get
import type { InternalServerError, ServiceUnavailable, TooManyRequests } from '../../http/common-responses.js';
import type { OperationContext } from '../../http/context.js';
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
  { readonly status: 200; readonly body: HealthResponse } | TooManyRequests | InternalServerError | ServiceUnavailable;

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
