import type { User } from '../../../generated/entities/index.js';
import { accountOf } from '../accounts/active-account.js';
import type { FlowContext } from '../context.js';
import { proveSecondFactor } from '../mfa/second-factor.js';
import { revokeIfPossible } from '../sessions/end.js';
import type { Caller } from '../sessions/principal.js';
import { provePassword } from './prove-password.js';

/** What a logged-in user gives again before something that cannot be undone by them alone. */
export interface FreshProof {
  readonly password: string;
  /** Needed when MFA is on, else ignored. */
  readonly code?: string | undefined;
}

/** Fresh proof of password and second factor. */
export type BothFactors = Required<FreshProof>;

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
  context: FlowContext,
  factors: 'both' | 'those-on' = 'those-on',
): Promise<boolean> {
  if (!(await passwordIsRight(user, proof.password, context))) return refuse(user, 'password', context);
  if (!user.mfaEnabled && factors === 'those-on') return accept(user, 'password', context);
  const factor = proof.code === undefined ? undefined : await proveSecondFactor(user, proof.code, context);
  return factor === undefined ? refuse(user, 'code', context) : accept(user, factor, context);
}

/**
 * The same for an account whose second factor is not on: a function that asks for no code needs no permission for one.
 *
 * @throws HttpError 503 when Cognito is down
 */
export async function reauthenticateByPassword(user: User, password: string, context: FlowContext): Promise<boolean> {
  const isRight = await passwordIsRight(user, password, context);
  return isRight ? accept(user, 'password', context) : refuse(user, 'password', context);
}

async function passwordIsRight({ email }: User, password: string, context: FlowContext): Promise<boolean> {
  const tokens = await provePassword(email, password, context);
  if (tokens === undefined) return false;
  // The proof is all that was wanted of them.
  await revokeIfPossible(tokens.refreshToken, context);
  return true;
}

/**
 * The caller's account, if both factors are proven now. The code is used up by that. For an account without MFA no code
 * can prove anything, so that the proof does not count there.
 *
 * @returns undefined when the proof does not count
 * @throws HttpError 401 when the account has gone, 429 when too many codes were tried, 503 when the proof cannot be had
 */
export async function proveBothFactors(
  caller: Caller,
  proof: BothFactors,
  context: FlowContext,
): Promise<User | undefined> {
  const user = await accountOf(caller);
  return (await reauthenticate(user, proof, context, 'both')) ? user : undefined;
}

function accept({ userId }: User, factor: string, context: FlowContext): true {
  context.audit({ event: 'reauthentication', outcome: 'success', subject: userId, factor });
  return true;
}

function refuse({ userId }: User, factor: 'password' | 'code', context: FlowContext): false {
  const reason = factor === 'password' ? 'WRONG_PASSWORD' : 'WRONG_OR_MISSING_CODE';
  context.audit({ event: 'reauthentication', outcome: 'failure', subject: userId, factor, reason });
  return false;
}
