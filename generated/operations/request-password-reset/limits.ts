// POST /auth/password/reset-request. Contract: #/paths/~1auth~1password~1reset-request/post
import type { Limiter } from '../../http/limiter.js';
import { rateLimits, type ReservedAttempt } from '../../http/rate-limit.js';

/** The limits of this operation. Whoever counts by them elsewhere counts into the same counters. */
export function requestPasswordResetLimits(): Limiter<ReservedAttempt> {
  return rateLimits('requestPasswordReset', [
    { key: ['body.email', 'address'], attempts: 1, windowSeconds: 60 },
    { key: ['body.email', 'address'], attempts: 5, windowSeconds: 86400 },
    { key: ['address'], attempts: 60, windowSeconds: 3600 },
  ]);
}
