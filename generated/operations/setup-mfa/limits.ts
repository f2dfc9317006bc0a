// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import { addressKnownToCaller } from '../../../overrides/limits/address-known-to-caller.js';
import type { Limiter } from '../../http/limiter.js';
import { rateLimits, type ReservedAttempt } from '../../http/rate-limit.js';
import type { Settings } from '../../settings.js';

/** The limits of this operation. Whoever counts by them elsewhere counts into the same counters. */
export function setupMfaLimits(settings: Settings): Limiter<ReservedAttempt> {
  return rateLimits('setupMfa', [
    {
      key: ['principal.subject', 'address'],
      attempts: settings.loginAttempts,
      windowSeconds: settings.loginWindowSeconds,
      countOn: [401],
    },
    {
      key: ['principal.subject'],
      attempts: 20,
      windowSeconds: settings.loginWindowSeconds,
      countOn: [401],
      unless: addressKnownToCaller,
    },
  ]);
}
