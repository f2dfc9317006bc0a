import type { User } from '../../../generated/entities/index.js';
import { serviceUnavailable } from '../../../generated/http/errors.js';
import type { RequestContext } from '../context.js';

/** What a second factor can be. */
export type SecondFactor = 'totp' | 'backup-code';

/** Seconds. */
const retryAfterMissingFactor = 60;

/**
 * Whether a code is an account's second factor now. No factor can be set up, so an account that has one is refused.
 *
 * @throws HttpError 503
 */
export async function proveSecondFactor(
  _user: User,
  _code: string,
  _context: RequestContext,
): Promise<SecondFactor | undefined> {
  throw serviceUnavailable(retryAfterMissingFactor);
}
