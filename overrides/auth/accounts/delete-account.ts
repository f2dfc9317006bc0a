import { randomUUID } from 'node:crypto';
import { putAccountIntentPart, updateUserPart } from '../../../generated/entities/index.js';
import type { User } from '../../../generated/entities/index.js';
import type { FlowContext } from '../context.js';
import { reauthenticate, type FreshProof } from '../login/reauthenticate.js';
import { queueMailIfPossible } from '../mail/queue.js';
import { count } from '../metrics.js';
import { raisedEpoch } from '../sessions/epoch.js';
import type { Caller } from '../sessions/principal.js';
import { commit } from '../transactions.js';
import { newIntent } from './account-intent.js';
import { accountOf } from './active-account.js';
import { removeAccount } from './remove-account.js';

/**
 * Deletes the caller's account after fresh proof.
 *
 * @returns false when the proof does not count
 * @throws HttpError 401 when it was deleted meanwhile, 429 and 503 of the proof; the errors of DynamoDB when the deletion
 * could not be decided
 */
export async function deleteAccount(caller: Caller, proof: FreshProof, context: FlowContext): Promise<boolean> {
  const user = await accountOf(caller);
  if (!(await reauthenticate(user, proof, context))) return false;
  await deleteWhole(user, context);
  context.audit({ event: 'account.delete', outcome: 'success', subject: user.userId });
  return true;
}

/**
 * One transaction decides: from then on nobody gets in, and an intent makes sure that the rest follows, by the
 * reconciler if not here. So a failure after it does not fail the deletion.
 */
async function deleteWhole(user: User, context: FlowContext): Promise<void> {
  const { userId, email, emailVerified, locale } = user;
  const intent = newIntent(userId, 'DELETION', context.now());
  const { committed } = await commit(
    [
      updateUserPart({ userId }, { ...raisedEpoch, set: { status: 'DELETING' }, if: { status: 'ACTIVE' } }),
      putAccountIntentPart(intent),
    ],
    { token: randomUUID() },
  );
  // Somebody else has begun it a moment ago, and goes on.
  if (!committed) return;
  const at = context.now().toISOString();
  const { address, userAgent } = context.source;
  const message = { kind: 'account-deleted', email, locale, at, address, userAgent } as const;
  if (emailVerified) await queueMailIfPossible(message, context);
  try {
    await removeAccount(user, intent);
  } catch (error) {
    count('ACCOUNT_CHANGE_UNFINISHED', context);
    context.logger.error('The rest of a deletion is left to the reconciler.', { error });
  }
}
