import type { RequestSource } from './context.js';
import type { OperationInput } from './validation.js';

/** The limits of one operation. `Attempt` is what the limiter itself remembers of an attempt that it has counted. */
export interface Limiter<Attempt = unknown> {
  /**
   * Counts the request under every rule, before anything is done for it.
   *
   * @throws HttpError 429 with `Retry-After` when a rule admits no more; 503 when the counters
   * cannot be reached, for then nobody could say how often something was tried (ASVS 16.5.3)
   */
  reserve(input: OperationInput, source: RequestSource, now: Date): Promise<readonly Attempt[]>;
  /**
   * Notes what the answer's status counts, and gives back the rest, and everything on a fault of ours (5xx).
   *
   * @throws the error of the counters; the attempt is then counted as soon as it cannot be under way any more
   */
  settle(reservation: readonly Attempt[], status: number): Promise<void>;
}
