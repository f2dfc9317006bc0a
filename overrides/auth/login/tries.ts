import { rateLimits } from '../../../generated/http/rate-limit.js';
import type { RequestContext } from '../context.js';
import { asTryOf } from '../tries.js';

/** Failed logins of one account from anywhere, as the contract limits `loginUser`. */
const fromAnywhere = 20;

/**
 * Lets a password be checked elsewhere as one of the account's tries to log in, in the counters of `loginUser`: whoever
 * guesses gets no second allowance.
 */
export async function asLoginTry<T>(
  email: string,
  context: RequestContext,
  check: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { loginAttempts, loginWindowSeconds: windowSeconds } = context.settings;
  const limiter = rateLimits('loginUser', [
    { key: ['body.email', 'address'], attempts: loginAttempts, windowSeconds, countOn: [401] },
    { key: ['body.email'], attempts: fromAnywhere, windowSeconds, countOn: [401] },
  ]);
  return asTryOf(limiter, { body: { email } }, context, check);
}
