// POST /auth/login. Contract: #/paths/~1auth~1login/post
import { addressKnownToEmail } from '../../../overrides/limits/address-known-to-email.js';
import type { Limiter } from '../../http/limiter.js';
import { rateLimits, type ReservedAttempt } from '../../http/rate-limit.js';
import type { Settings } from '../../settings.js';

/** The limits of this operation. Whoever counts by them elsewhere counts into the same counters. */
export function loginUserLimits(settings: Settings): Limiter<ReservedAttempt> {
  return rateLimits('loginUser', [
    {
      key: ['body.email', 'address'],
      attempts: settings.loginAttempts,
      windowSeconds: settings.loginWindowSeconds,
      countOn: [401],
    },
    {
      key: ['body.email'],
      attempts: 20,
      windowSeconds: settings.loginWindowSeconds,
      countOn: [401],
      unless: addressKnownToEmail,
    },
  ]);
}
