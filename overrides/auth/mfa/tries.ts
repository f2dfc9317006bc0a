import type { User } from '../../../generated/entities/index.js';
import { rateLimits } from '../../../generated/http/rate-limit.js';
import type { RequestContext } from '../context.js';
import { isKnownAddress } from '../sessions/known-address.js';
import { asTryOf } from '../tries.js';

/**
 * Wrong codes of one account within an hour, whatever they were for (ASVS 5.0, 6.6.3). Each address that has held a
 * session of the account has as many for itself, so that whoever knows the password cannot keep the owner out.
 */
const fromAnywhere = { key: ['principal.subject'], attempts: 20, windowSeconds: 3600, countOn: [401] } as const;
const fromKnownAddress = { ...fromAnywhere, key: ['principal.subject', 'address'] } as const;

/** Lets a code be checked as one of the account's tries, as `asTryOf` has it. */
export async function asTry<T>(
  user: User,
  context: RequestContext,
  check: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const principal = { scheme: 'bearerAuth', subject: user.userId, claims: {} };
  const rule = isKnownAddress(user, context.source) ? fromKnownAddress : fromAnywhere;
  return asTryOf(rateLimits('secondFactor', [rule]), { principal }, context, check);
}
