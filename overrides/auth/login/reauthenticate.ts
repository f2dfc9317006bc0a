import type { User } from '../../../generated/entities/index.js';
import type { RequestContext } from '../context.js';
import { proveSecondFactor } from '../mfa/second-factor.js';
import { revokeIfPossible } from '../sessions/revoke.js';
import { provePassword } from './prove-password.js';

/** What a logged-in user gives again before something that cannot be undone by them alone. */
export interface FreshProof {
  readonly password: string;
  /** Needed when MFA is on, else ignored. */
  readonly code?: string | undefined;
}

/** How an operation answers proof that does not count. The session of the call goes on. */
export const reauthenticationFailed = {
  status: 401,
  body: { error: 'REAUTH_FAILED', message: 'The password or the code is not correct.' },
} as const;

/**
 * Whether the owner of an account is at it now: the password and, when MFA is on, a code (ASVS 5.0, 6.2.3 and 7.5.1).
 * The password comes first, so that nobody without it uses up a code. How often it may be tried is limited by the
 * operation (`x-authwright-rate-limit`), which counts the 401 that follows.
 *
 * @param user as the caller's own id finds it, read consistently
 * @param factors `both` where the operation is about the second factor itself: then an account without MFA can prove
 * nothing, and is refused as for a wrong code
 * @throws HttpError 503 when Cognito or what the code needs is down, 429 when too many codes were tried
 */
export async function reauthenticate(
  user: User,
  proof: FreshProof,
  context: RequestContext,
  factors: 'both' | 'those-on' = 'those-on',
): Promise<boolean> {
  const tokens = await provePassword(user.email, proof.password, context);
  if (tokens === undefined) return refuse(user, 'password', context);
  // The proof is all that was wanted of them.
  await revokeIfPossible(tokens.refreshToken, context);
  if (!user.mfaEnabled && factors === 'those-on') return accept(user, 'password', context);
  const factor = proof.code === undefined ? undefined : await proveSecondFactor(user, proof.code, context);
  return factor === undefined ? refuse(user, 'code', context) : accept(user, factor, context);
}

function accept({ userId }: User, factor: string, context: RequestContext): true {
  context.audit({ event: 'reauthentication', outcome: 'success', subject: userId, factor });
  return true;
}

function refuse({ userId }: User, factor: 'password' | 'code', context: RequestContext): false {
  const reason = factor === 'password' ? 'WRONG_PASSWORD' : 'WRONG_OR_MISSING_CODE';
  context.audit({ event: 'reauthentication', outcome: 'failure', subject: userId, factor, reason });
  return false;
}
