import type { OperationInput } from '../../generated/http/validation.js';
import type { rateLimits, Reservation } from '../../generated/http/rate-limit.js';
import type { RequestContext } from './context.js';

/** How a try ended, as the rules count it. */
const [right, wrong, fault] = [200, 401, 503];

/** What a rule may name of an input. */
export type TryInput = Partial<Pick<OperationInput, 'body' | 'principal'>>;

/**
 * Lets a secret be checked as one try of a limiter. The try is counted before anything is checked, so that parallel ones
 * do not pass together, and given back unless the secret was wrong: also when the fault is ours.
 *
 * @param check answers undefined for a wrong secret
 * @throws HttpError 429 when no try is left, 503 when that cannot be found out; and what the check throws
 */
export async function asTryOf<T>(
  limiter: ReturnType<typeof rateLimits>,
  { body, principal }: TryInput,
  context: RequestContext,
  check: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const input = { path: {}, query: {}, headers: {}, cookies: {}, body, principal };
  const reservation = await limiter.reserve(input, context.source, context.now());
  const settle = async (taken: Reservation, status: number): Promise<void> => {
    try {
      await limiter.settle(taken, status);
    } catch (error) {
      context.logger.warn('A try could not be given back.', { error });
    }
  };
  try {
    const result = await check();
    await settle(reservation, result === undefined ? wrong : right);
    return result;
  } catch (error) {
    await settle(reservation, fault);
    throw error;
  }
}
