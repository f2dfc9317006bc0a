// POST /users/me/delete. Contract: #/paths/~1users~1me~1delete/post
import { addressKnownToCaller } from '../../../overrides/limits/address-known-to-caller.js';
import type { Limiter } from '../../http/limiter.js';
import { rateLimits, type ReservedAttempt } from '../../http/rate-limit.js';
import type { Settings } from '../../settings.js';

/** The limits of this operation. Whoever counts by them elsewhere counts into the same counters. */
export function deleteAccountLimits(settings: Settings): Limiter<ReservedAttempt> {
  return rateLimits('deleteAccount', [
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
