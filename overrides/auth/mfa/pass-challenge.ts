import { deleteMfaChallengePart, getMfaChallenge } from '../../../generated/entities/index.js';
import type { MfaChallenge, User } from '../../../generated/entities/index.js';
import { HttpError } from '../../../generated/http/errors.js';
import { activeAccount } from '../accounts/active-account.js';
import type { FlowContext } from '../context.js';
import { sha256 } from '../crypto/hash.js';
import type { LoggedIn } from '../login/login.js';
import { countFailure } from '../login/look-up.js';
import { notify } from '../mail/queue.js';
import { count } from '../metrics.js';
import { isNewDevice } from '../sessions/device.js';
import { endSurplus } from '../sessions/end-own.js';
import { revokeIfPossible } from '../sessions/end.js';
import { startSession } from '../sessions/start.js';
import { discardChallenge, findChallenge, giveBackAttempt, heldTokens, reserveAttempt } from './challenge.js';
import { tellOfUse } from './second-factor.js';
import { asTry } from './tries.js';
import { useCode, type RightCode, type UsedCode } from './use-code.js';

/** How a challenge was answered. A challenge that is over is unknown, expired, passed, or of sessions that were ended. */
export type ChallengeOutcome = LoggedIn | { readonly kind: 'wrong-code' } | { readonly kind: 'over' };

/** What a right code leads to. */
type Redeemed = LoggedIn | { readonly kind: 'over' };

const over = { kind: 'over' } as const;

/**
 * Completes a login with its second factor. The attempt is counted at the challenge and at the account before the code
 * is checked. One transaction then removes the challenge, uses up the code and starts the session, so that of parallel
 * answers, whichever codes and challenges they name, each code and each challenge counts once (ASVS 5.0, 2.3.4).
 *
 * @throws HttpError 429 when challenge or account take no more codes; the errors of KMS and DynamoDB, which cost no
 * attempt
 */
export async function passChallenge(
  sessionToken: string,
  code: string,
  context: FlowContext,
): Promise<ChallengeOutcome> {
  const challenge = await findChallenge(sha256(sessionToken), context);
  const user = challenge && (await activeAccount(challenge.userId));
  if (challenge === undefined) return refuseOver(undefined, context);
  if (user === undefined || !isOfEpoch(challenge, user)) {
    await discardIfPossible(challenge, context);
    return refuseOver(challenge, context);
  }
  if (!(await orAudit(challenge, context, () => reserveAttempt(challenge, context)))) {
    return refuseOver(challenge, context);
  }
  const used = await answer(challenge, user, code, context);
  if (used === undefined) return refuseCode(challenge, context);
  if (used.value.kind === 'over') return refuseOver(challenge, context);
  return admit(user, used.code, used.value, context);
}

/** Tries a code whose attempt is reserved at the challenge. */
async function answer(
  challenge: MfaChallenge,
  user: User,
  code: string,
  context: FlowContext,
): Promise<UsedCode<Redeemed> | undefined> {
  try {
    return await orAudit(challenge, context, () =>
      asTry(user, context, () =>
        useCode(user, code, context, (current, right) => redeem(challenge, current, right, context)),
      ),
    );
  } catch (error) {
    await giveBackAttempt(challenge, context);
    throw error;
  }
}

/** Starts the session, with a right code. Undefined when somebody else has used the code or touched the account. */
async function redeem(
  challenge: MfaChallenge,
  user: User,
  { change, parts }: RightCode,
  context: FlowContext,
): Promise<Redeemed | undefined> {
  if (!isOfEpoch(challenge, user)) return over;
  const { tokenHash, originJti } = challenge;
  const tokens = await heldTokens(challenge, context);
  const spent = deleteMfaChallengePart({ tokenHash }, { if: { originJti } });
  try {
    const started = await startSession(user, tokens, context, { change, parts: [spent, ...parts] });
    if (started !== undefined) return { kind: 'logged-in', ...started };
  } catch (error) {
    // Whoever cannot be told of the session must not keep its tokens. While the challenge is there they are still good.
    if (await isGone(tokenHash)) await revokeIfPossible(tokens.refreshToken, context);
    throw error;
  }
  return (await getMfaChallenge({ tokenHash }, { consistent: true })) === undefined ? over : undefined;
}

async function isGone(tokenHash: string): Promise<boolean> {
  try {
    return (await getMfaChallenge({ tokenHash }, { consistent: true })) === undefined;
  } catch {
    return false;
  }
}

/** Whether the account is as it was when the password was proven. */
function isOfEpoch({ sessionEpoch }: MfaChallenge, user: User): boolean {
  return user.mfaEnabled && user.sessionEpoch === sessionEpoch;
}

async function admit(user: User, code: RightCode, loggedIn: LoggedIn, context: FlowContext): Promise<LoggedIn> {
  const { userId } = user;
  context.audit({ event: 'login', outcome: 'success', subject: userId, factor: code.factor });
  await endSurplus(userId, context);
  await tellOfUse(userId, code, context);
  if (isNewDevice(user, context.source)) await notify(userId, 'new-device-login', context);
  return loggedIn;
}

async function refuseCode({ userId }: MfaChallenge, context: FlowContext): Promise<ChallengeOutcome> {
  await countFailure(userId, context);
  count('FailedLogin', context);
  count('FailedSecondFactor', context);
  context.audit({ event: 'login', outcome: 'failure', subject: userId, factor: 'code', reason: 'WRONG_CODE' });
  return { kind: 'wrong-code' };
}

function refuseOver(challenge: MfaChallenge | undefined, context: FlowContext): ChallengeOutcome {
  const subject = challenge?.userId;
  context.audit({ event: 'login', outcome: 'failure', subject, factor: 'code', reason: 'CHALLENGE_OVER' });
  return over;
}

/** A refusal for too many codes is an outcome, too. */
async function orAudit<T>({ userId }: MfaChallenge, context: FlowContext, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof HttpError && error.status === 429) {
      context.audit({ event: 'login', outcome: 'failure', subject: userId, factor: 'code', reason: 'TOO_MANY_CODES' });
    }
    throw error;
  }
}

/** Its sessions were ended, so the tokens are of no use here. What cannot be revoked now the sweep revokes. */
async function discardIfPossible(challenge: MfaChallenge, context: FlowContext): Promise<void> {
  try {
    await discardChallenge(challenge, context);
  } catch (error) {
    context.logger.warn('The tokens of a challenge are left to the sweep.', { error });
  }
}
