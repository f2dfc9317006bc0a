import { deleteOneTimeTokenPart, getUser, updateUserPart } from '../../../generated/entities/index.js';
import type { User } from '../../../generated/entities/index.js';
import type { DomainContext, FlowContext } from '../context.js';
import { sha256 } from '../crypto/hash.js';
import { countFailure } from '../login/look-up.js';
import { provePassword } from '../login/prove-password.js';
import { asLoginTry } from '../login/tries.js';
import { notify } from '../mail/queue.js';
import { count } from '../metrics.js';
import { revokeIfPossible } from '../sessions/end.js';
import { findToken } from '../tokens/one-time-token.js';
import { commit } from '../transactions.js';

/** How a verification ended. */
export type Verification = 'verified' | 'invalid-token' | 'wrong-password';

/**
 * Marks an email as proven by the token that was mailed to it, with the password of the account, and tells its owner.
 * The token alone shows only that the mailbox's owner follows links: it may come of a stranger's registration. A wrong
 * password counts as a failed login and leaves the token as good as before.
 *
 * @throws HttpError 429 when too many passwords were tried, 503 when Cognito is down; the errors of DynamoDB
 */
export async function verifyEmail(token: string, password: string, context: FlowContext): Promise<Verification> {
  const hash = sha256(token);
  const user = await registrantOf(hash, context);
  if (user === undefined) return refuse('invalid-token', undefined, context);
  const proof = await asLoginTry(user.email, context, () => provePassword(user.email, password, context));
  if (proof === undefined) {
    await countFailure(user.userId, context);
    count('FailedLogin', context);
    return refuse('wrong-password', user, context);
  }
  // The proof is all that was wanted of them.
  await revokeIfPossible(proof.refreshToken, context);
  if (!(await consumeVerification(hash, user, context))) return refuse('invalid-token', undefined, context);
  context.audit({ event: 'email.verify', outcome: 'success', subject: user.userId });
  await notify(user.userId, 'email-verified', context);
  return 'verified';
}

function refuse(kind: Exclude<Verification, 'verified'>, user: User | undefined, context: FlowContext): Verification {
  const reason = kind === 'invalid-token' ? 'INVALID_TOKEN' : 'WRONG_PASSWORD';
  context.audit({ event: 'email.verify', outcome: 'failure', subject: user?.userId, reason });
  return kind;
}

/** The unproven account that a token verifies; undefined when the token is unknown, used, expired or replaced. */
export async function registrantOf(hash: string, context: DomainContext): Promise<User | undefined> {
  const found = await findToken(hash, 'VERIFY_EMAIL', context);
  const user = found && (await getUser({ userId: found.userId }, { consistent: true }));
  if (user?.status !== 'ACTIVE' || user.emailVerified) return undefined;
  return user.emailVerificationTokenHash === hash ? user : undefined;
}

/**
 * Uses a verification token: the token goes and the account marked in one transaction, so that a token counts
 * once, also among parallel requests, and is never lost without effect (ASVS 5.0, 6.5.1). The epoch is the one from
 * before the password was proven.
 *
 * @returns false when the token was used or replaced meanwhile, or the account has changed
 */
async function consumeVerification(hash: string, user: User, { now }: DomainContext): Promise<boolean> {
  const { userId, sessionEpoch } = user;
  const at = now().toISOString();
  const { committed } = await commit([
    deleteOneTimeTokenPart({ hash }, { if: { userId } }),
    updateUserPart(
      { userId },
      {
        set: { emailVerified: true, emailVerifiedAt: at, updatedAt: at },
        remove: ['emailVerificationTokenHash'],
        if: { status: 'ACTIVE', emailVerificationTokenHash: hash, sessionEpoch },
      },
    ),
  ]);
  return committed;
}
