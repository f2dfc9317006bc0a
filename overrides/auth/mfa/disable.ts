import { deleteBackupCodesPart } from '../../../generated/entities/index.js';
import type { User } from '../../../generated/entities/index.js';
import { unauthorized } from '../../../generated/http/errors.js';
import { accountOf, activeAccount } from '../accounts/active-account.js';
import type { DomainContext, FlowContext } from '../context.js';
import { proveBothFactors, type BothFactors } from '../login/reauthenticate.js';
import { notify } from '../mail/queue.js';
import { endEarlierSessions } from '../sessions/end.js';
import { changeEndingSessions, epochAfter } from '../sessions/epoch.js';
import type { Caller } from '../sessions/principal.js';

/**
 * Turns MFA off after fresh proof of both factors, and removes secret and backup codes. The caller's session goes on and
 * all others end (ASVS 5.0, 7.4.3 and 7.5.1).
 *
 * @returns false when the proof does not count, as none does for an account without MFA
 * @throws HttpError 401 when account or session have gone meanwhile, 429 and 503 of the proof; the errors of DynamoDB
 */
export async function disable(caller: Caller, proof: BothFactors, context: FlowContext): Promise<boolean> {
  const user = await proveBothFactors(caller, proof, context);
  if (user === undefined) return false;
  if (!(await turnOff(user, caller, context))) {
    // Turned off by another request, it is as good. Anything else that came between has ended this session.
    if (!(await accountOf(caller)).mfaEnabled) return true;
    throw unauthorized();
  }
  await endEarlierSessions(user.userId, epochAfter(user), context);
  context.audit({ event: 'mfa.disable', outcome: 'success', subject: user.userId });
  await notify(user.userId, 'mfa-disabled', context);
  return true;
}

async function turnOff(user: User, { userId, sessionId }: Caller, context: DomainContext): Promise<boolean> {
  const change = {
    set: { mfaEnabled: false, updatedAt: context.now().toISOString() },
    remove: ['mfaEnabledAt', 'totpSecret', 'pendingTotpSecret', 'lastTotpStep'],
    if: { mfaEnabled: true },
  } as const;
  const kept = { userId, originJti: sessionId };
  try {
    return await changeEndingSessions(user, change, { kept, parts: [deleteBackupCodesPart({ userId })] });
  } catch (error) {
    if (await isOff(userId, epochAfter(user))) return true;
    throw error;
  }
}

/** Whether the change was made although its answer got lost. */
async function isOff(userId: string, epoch: number): Promise<boolean> {
  try {
    const user = await activeAccount(userId);
    return user?.mfaEnabled === false && user.sessionEpoch === epoch;
  } catch {
    return false;
  }
}
