// POST /auth/email/resend. Contract: #/paths/~1auth~1email~1resend/post
import type { Limiter } from '../../http/limiter.js';
import { rateLimits, type ReservedAttempt } from '../../http/rate-limit.js';

/** The limits of this operation. Whoever counts by them elsewhere counts into the same counters. */
export function resendVerificationEmailLimits(): Limiter<ReservedAttempt> {
  return rateLimits('resendVerificationEmail', [
    { key: ['body.email', 'address'], attempts: 1, windowSeconds: 60 },
    { key: ['body.email', 'address'], attempts: 5, windowSeconds: 86400 },
    { key: ['address'], attempts: 60, windowSeconds: 3600 },
  ]);
}
