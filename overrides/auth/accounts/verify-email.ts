import { updateOneTimeTokenPart, updateUserPart } from '../../../generated/entities/index.js';
import type { DomainContext, FlowContext } from '../context.js';
import { sha256 } from '../crypto/hash.js';
import { notify } from '../mail/queue.js';
import { findToken } from '../tokens/one-time-token.js';
import { commit } from '../transactions.js';

/**
 * Marks an email as proven by the token that was mailed to it, and tells its owner.
 *
 * @returns false when the token does not count
 * @throws the errors of DynamoDB
 */
export async function verifyEmail(token: string, context: FlowContext): Promise<boolean> {
  const userId = await consumeVerification(token, context);
  if (userId === undefined) {
    context.audit({ event: 'email.verify', outcome: 'failure', reason: 'INVALID_TOKEN' });
    return false;
  }
  context.audit({ event: 'email.verify', outcome: 'success', subject: userId });
  await notify(userId, 'email-verified', context);
  return true;
}

/**
 * Uses a verification token: the token is consumed and the account marked in one transaction, so that a token counts
 * once, also among parallel requests, and is never lost without effect (ASVS 5.0, 6.5.1).
 *
 * @returns the id of the user; undefined when the token is unknown, used, expired or replaced by a later one
 */
async function consumeVerification(token: string, context: DomainContext): Promise<string | undefined> {
  const hash = sha256(token);
  const found = await findToken(hash, 'VERIFY_EMAIL', context);
  if (found === undefined) return undefined;
  const { userId } = found;
  const at = context.now().toISOString();
  const { committed } = await commit([
    updateOneTimeTokenPart({ hash }, { set: { consumedAt: at }, if: { consumedAt: { absent: true } } }),
    updateUserPart(
      { userId },
      {
        set: { emailVerified: true, emailVerifiedAt: at, updatedAt: at },
        remove: ['emailVerificationTokenHash'],
        if: { status: 'ACTIVE', emailVerificationTokenHash: hash },
      },
    ),
  ]);
  return committed ? userId : undefined;
}
