import { updateOneTimeTokenPart, updateUserPart } from '../../../generated/entities/index.js';
import type { DomainContext } from '../context.js';
import { sha256 } from '../crypto/hash.js';
import { findToken } from '../tokens/one-time-token.js';
import { commit } from '../transactions.js';

/**
 * Uses a verification token: the token is consumed and the account marked in one transaction, so that a token counts
 * once, also among parallel requests, and is never lost without effect (ASVS 5.0, 6.5.1).
 *
 * @returns the id of the user; undefined when the token is unknown, used, expired or replaced by a later one
 * @throws the errors of DynamoDB
 */
export async function consumeVerification(token: string, context: DomainContext): Promise<string | undefined> {
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
