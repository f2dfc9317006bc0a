import { randomUUID } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import {
  checkUserPart,
  createAccountIntentPart,
  deleteAccountIntentPart,
  updateOneTimeTokenPart,
} from '../../../generated/entities/index.js';
import type { AccountIntent, User } from '../../../generated/entities/index.js';
import { activeAccount } from '../accounts/active-account.js';
import { newIntent } from '../accounts/account-intent.js';
import type { DomainContext, FlowContext } from '../context.js';
import { sha256 } from '../crypto/hash.js';
import { notify } from '../mail/queue.js';
import { endEarlierSessions } from '../sessions/end.js';
import { findToken } from '../tokens/one-time-token.js';
import { commit } from '../transactions.js';
import { judgePassword } from './policy.js';
import { raiseEpochAfter } from './raise-epoch.js';
import { refusedByPool, type PasswordRefused } from './refusal.js';
import { setPassword } from './set-password.js';

/** How a reset ended. */
export type ResetOutcome =
  | { readonly kind: 'reset' }
  | { readonly kind: 'invalid-token' }
  /** The token is as good as before. */
  | PasswordRefused;

/**
 * Sets a new password with a mailed token and ends all sessions and challenges. The password is judged before the token
 * is used up, the token is used up before the password is set, and given back if that fails (ASVS 5.0, 6.5.1). It proves the
 * mailbox. MFA stays as it is where the email was proven before, and nobody is logged in.
 *
 * @throws HttpError 503 and the errors of AWS
 */
export async function resetPassword(token: string, newPassword: string, context: FlowContext): Promise<ResetOutcome> {
  const hash = sha256(token);
  const user = await ownerOf(hash, context);
  const refusal = await judgePassword(newPassword, { ...user, email: user?.email ?? '' }, context);
  if (refusal !== undefined) return refusal;
  const intent = user && newIntent(user.userId, 'PASSWORD', context.now());
  if (intent === undefined || !(await claim(hash, intent, context))) {
    context.audit({ event: 'password.reset', outcome: 'failure', reason: 'INVALID_TOKEN' });
    return { kind: 'invalid-token' };
  }
  const { userId } = intent;
  if (!(await setPassword(newPassword, { intent, undo: [unclaimPart(hash)] }, context))) return refusedByPool;
  const epoch = await raiseEpochAfter(intent, { outcome: 'reset' }, context);
  await endEarlierSessions(userId, epoch, context);
  context.audit({ event: 'password.reset', outcome: 'success', subject: userId });
  await notify(userId, 'password-reset', context);
  return { kind: 'reset' };
}

/** The account that a token is for, if the token can still count. */
async function ownerOf(hash: string, context: DomainContext): Promise<User | undefined> {
  const found = await findToken(hash, 'RESET_PASSWORD', context);
  const user = found && (await activeAccount(found.userId));
  return user?.passwordResetTokenHash === hash ? user : undefined;
}

/** Uses a token up, if it is the one that counts: of parallel claims one goes through. */
async function claim(hash: string, intent: AccountIntent, context: DomainContext): Promise<boolean> {
  const consumedAt = context.now().toISOString();
  try {
    const { committed } = await commit(
      [
        updateOneTimeTokenPart({ hash }, { set: { consumedAt }, if: { consumedAt: { absent: true } } }),
        checkUserPart({ userId: intent.userId }, { status: 'ACTIVE', passwordResetTokenHash: hash }),
        createAccountIntentPart(intent),
      ],
      { token: randomUUID() },
    );
    return committed;
  } catch (error) {
    // If it was written after all, the password is the old one still and the token is not to be lost.
    await commit([unclaimPart(hash, consumedAt), deleteAccountIntentPart(intent)]).catch(() => undefined);
    throw error;
  }
}

function unclaimPart(hash: string, consumedAt?: string): TransactWriteItem {
  return updateOneTimeTokenPart({ hash }, { remove: ['consumedAt'], ...(consumedAt && { if: { consumedAt } }) });
}
