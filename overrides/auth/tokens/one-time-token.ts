import { createOneTimeTokenPart, getOneTimeToken, updateUserPart } from '../../../generated/entities/index.js';
import type { OneTimeToken, User } from '../../../generated/entities/index.js';
import { after, unixSeconds, type DomainContext } from '../context.js';
import { newToken } from '../crypto/random-token.js';
import { commit } from '../transactions.js';

/** What a mailed token is good for. */
export type TokenPurpose = OneTimeToken['purpose'];

/** Where the account names the one token of a purpose that counts. */
export const activeToken = {
  VERIFY_EMAIL: 'emailVerificationTokenHash',
  RESET_PASSWORD: 'passwordResetTokenHash',
} as const satisfies Record<TokenPurpose, keyof User>;

/**
 * Makes a token for a link in a mail. From now on it is the only one of its purpose that counts for this account.
 *
 * @param lifeSeconds how long it counts
 * @returns the token, to be mailed and forgotten; undefined when the account is gone
 * @throws the errors of DynamoDB
 */
export async function issueToken(
  userId: string,
  purpose: TokenPurpose,
  lifeSeconds: number,
  { now }: Pick<DomainContext, 'now'>,
): Promise<string | undefined> {
  const { token, hash } = newToken();
  const createdAt = now();
  const expiresAt = unixSeconds(after(createdAt, lifeSeconds));
  const { committed } = await commit([
    createOneTimeTokenPart({ hash, purpose, userId, createdAt: createdAt.toISOString(), expiresAt }),
    updateUserPart({ userId }, { set: { [activeToken[purpose]]: hash }, if: { status: 'ACTIVE' } }),
  ]);
  return committed ? token : undefined;
}

/**
 * The token with this hash, if it could still count: of this purpose, not used and not expired. Whether it does count
 * is decided by the conditional write that uses it.
 */
export async function findToken(
  hash: string,
  purpose: TokenPurpose,
  { now }: Pick<DomainContext, 'now'>,
): Promise<OneTimeToken | undefined> {
  const found = await getOneTimeToken({ hash }, { consistent: true });
  if (found?.purpose !== purpose || found.consumedAt !== undefined) return undefined;
  return found.expiresAt > unixSeconds(now()) ? found : undefined;
}
