import { createAccountIntent } from '../../../generated/entities/index.js';
import { accountOf } from '../accounts/active-account.js';
import { newIntent } from '../accounts/account-intent.js';
import type { FlowContext } from '../context.js';
import { reauthenticate, type FreshProof } from '../login/reauthenticate.js';
import { notify } from '../mail/queue.js';
import { endEarlierSessions } from '../sessions/end.js';
import type { Caller } from '../sessions/principal.js';
import { judgePassword } from './policy.js';
import { raiseEpochAfter } from './raise-epoch.js';
import { refusedByPool, type PasswordRefused } from './refusal.js';
import { setPassword } from './set-password.js';

/** How a change of password ended. */
export type ChangeOutcome = { readonly kind: 'changed' } | { readonly kind: 'not-proven' } | PasswordRefused;

/**
 * Sets a new password after fresh proof. The caller's session survives, the others end. The new password is judged
 * first, so that one that is refused costs no code.
 *
 * @throws HttpError 401 when the account is being deleted, 429, 503, and the errors of AWS
 */
export async function replacePassword(
  caller: Caller,
  newPassword: string,
  proof: FreshProof,
  context: FlowContext,
): Promise<ChangeOutcome> {
  const { userId, sessionId } = caller;
  const user = await accountOf(caller);
  const refusal = await judgePassword(newPassword, { ...user, passwordInUse: proof.password }, context);
  if (refusal !== undefined) return refusal;
  if (!(await reauthenticate(user, proof, context))) return { kind: 'not-proven' };
  const intent = newIntent(userId, 'PASSWORD', context.now());
  await createAccountIntent(intent);
  if (!(await setPassword(newPassword, { intent }, context))) return refusedByPool;
  const kept = { userId, originJti: sessionId };
  const epoch = await raiseEpochAfter(intent, { kept, outcome: 'changed' }, context);
  await endEarlierSessions(userId, epoch, context);
  context.audit({ event: 'password.change', outcome: 'success', subject: userId });
  await notify(userId, 'password-changed', context);
  return { kind: 'changed' };
}
