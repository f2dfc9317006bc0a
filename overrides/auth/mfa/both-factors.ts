import type { User } from '../../../generated/entities/index.js';
import { unauthorized } from '../../../generated/http/errors.js';
import { activeAccount } from '../accounts/active-account.js';
import type { RequestContext } from '../context.js';
import { reauthenticate } from '../login/reauthenticate.js';
import type { Caller } from '../sessions/principal.js';

/** Fresh proof of password and second factor. */
export interface BothFactors {
  readonly password: string;
  readonly code: string;
}

/**
 * The caller's account, if both factors are proven now. The code is used up by that. For an account without MFA no code
 * can prove anything, so that the proof does not count there.
 *
 * @returns undefined when the proof does not count
 * @throws HttpError 401 when the account has gone, 429 when too many codes were tried, 503 when the proof cannot be had
 */
export async function proveBothFactors(
  { userId }: Caller,
  proof: BothFactors,
  context: RequestContext,
): Promise<User | undefined> {
  const user = await activeAccount(userId);
  if (user === undefined) throw unauthorized();
  return (await reauthenticate(user, proof, context, 'both')) ? user : undefined;
}
