import { loginUserLimits } from '../../../generated/operations/login-user/limits.js';
import type { RequestContext } from '../context.js';
import { asTryOf } from '../tries.js';

/**
 * Lets a password be checked elsewhere as one of the account's tries to log in, in the counters of `loginUser`: whoever
 * guesses gets no second allowance.
 */
export async function asLoginTry<T>(
  email: string,
  context: RequestContext,
  check: () => Promise<T | undefined>,
): Promise<T | undefined> {
  return asTryOf(loginUserLimits(context.settings), { body: { email } }, context, check);
}
