import { rateLimits } from '../../../generated/http/rate-limit.js';
import type { RequestContext } from '../context.js';
import { asTryOf } from '../tries.js';

/** Wrong codes of one account within an hour, whatever they were for (ASVS 5.0, 6.6.3). */
const rule = { key: ['principal.subject'], attempts: 20, windowSeconds: 3600, countOn: [401] } as const;

/** Lets a code be checked as one of the account's tries, as `asTryOf` has it. */
export async function asTry<T>(
  userId: string,
  context: RequestContext,
  check: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const principal = { scheme: 'bearerAuth', subject: userId, claims: {} };
  return asTryOf(rateLimits('secondFactor', [rule]), { principal }, context, check);
}
