// POST /auth/register. Contract: #/paths/~1auth~1register/post
import type { Limiter } from '../../http/limiter.js';
import { rateLimits, type ReservedAttempt } from '../../http/rate-limit.js';

/** The limits of this operation. Whoever counts by them elsewhere counts into the same counters. */
export function registerUserLimits(): Limiter<ReservedAttempt> {
  return rateLimits('registerUser', [
    { key: ['body.email', 'address'], attempts: 5, windowSeconds: 3600, countOn: [201, 409] },
    { key: ['body.email'], attempts: 20, windowSeconds: 3600, countOn: [201, 409] },
  ]);
}
