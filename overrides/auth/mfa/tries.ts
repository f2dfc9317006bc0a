import type { RequestContext } from '../context.js';
import { rateLimits, type Reservation } from '../../../generated/http/rate-limit.js';

/** Wrong codes of one account within an hour, whatever they were for (ASVS 5.0, 6.6.3). */
const rule = { key: ['principal.subject'], attempts: 20, windowSeconds: 3600, countOn: [401] } as const;

/** How a try ended, as the rule counts it. */
const [right, wrong, fault] = [200, 401, 503];

/**
 * Lets a code be checked as one of the account's tries. The try is counted before anything is checked, so that parallel
 * ones do not pass together, and given back unless the code was wrong: also when the fault is ours.
 *
 * @param check answers undefined for a wrong code
 * @throws HttpError 429 when no try is left, 503 when that cannot be found out; and what the check throws
 */
export async function asTry<T>(
  userId: string,
  context: RequestContext,
  check: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const limiter = rateLimits('secondFactor', [rule]);
  const principal = { scheme: 'bearerAuth', subject: userId, claims: {} };
  const input = { path: {}, query: {}, headers: {}, cookies: {}, body: undefined, principal };
  const reservation = await limiter.reserve(input, context.source, context.now());
  const settle = async (taken: Reservation, status: number): Promise<void> => {
    try {
      await limiter.settle(taken, status);
    } catch (error) {
      context.logger.warn('A try of a second factor could not be given back.', { error });
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
