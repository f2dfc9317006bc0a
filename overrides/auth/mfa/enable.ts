import { getBackupCodes, putBackupCodesPart } from '../../../generated/entities/index.js';
import type { BackupCodes, User } from '../../../generated/entities/index.js';
import { unauthorized } from '../../../generated/http/errors.js';
import { activeAccount } from '../accounts/active-account.js';
import type { RequestContext } from '../context.js';
import { open } from '../crypto/sealed-text.js';
import { notify } from '../mail/queue.js';
import { count } from '../metrics.js';
import { changeEndingSessions, endEarlierSessions } from '../sessions/end-all.js';
import type { Caller } from '../sessions/principal.js';
import { newBackupCodes, type NewBackupCodes } from './backup-codes.js';
import { acceptedStep } from './totp.js';
import { asTry } from './tries.js';

/** How a setup ended. */
export type Enabling =
  | { readonly kind: 'enabled'; readonly backupCodes: string[] }
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'not-started' };

/**
 * Turns MFA on, once the authenticator is proven by a code, which counts as used. Secret, backup codes and the raised
 * epoch are written in one transaction; the caller's session goes on and all others end (ASVS 5.0, 7.4.3).
 *
 * @throws HttpError 401 when account or session have gone meanwhile, 429 when too many codes were tried; the errors of KMS
 * and DynamoDB
 */
export async function enable(caller: Caller, code: string, context: RequestContext): Promise<Enabling> {
  const user = await activeAccount(caller.userId);
  if (user === undefined) throw unauthorized();
  if (user.mfaEnabled || user.pendingTotpSecret === undefined) return { kind: 'not-started' };
  const step = await asTry(user.userId, context, () => provenStep(user, code, context));
  if (step === undefined) return refuse(user, context);
  const codes = await newBackupCodes(user.userId, context);
  if (!(await turnOn(user, caller, { step, codes }, context))) return explain(user);
  context.audit({ event: 'mfa.enable', outcome: 'success', subject: user.userId, factor: 'totp' });
  await notify(user.userId, 'mfa-enabled', context);
  return { kind: 'enabled', backupCodes: codes.codes };
}

async function provenStep(
  { userId, pendingTotpSecret = '' }: User,
  code: string,
  { now }: RequestContext,
): Promise<number | undefined> {
  const secret = await open(pendingTotpSecret, { userId, purpose: 'totp-secret' });
  return acceptedStep(secret, code, undefined, now());
}

interface Proven {
  readonly step: number;
  readonly codes: NewBackupCodes;
}

async function turnOn(
  user: User,
  { userId, sessionId }: Caller,
  { step, codes }: Proven,
  context: RequestContext,
): Promise<boolean> {
  const at = context.now().toISOString();
  const { pendingTotpSecret = '' } = user;
  try {
    return await changeEndingSessions(
      user,
      {
        set: { mfaEnabled: true, mfaEnabledAt: at, totpSecret: pendingTotpSecret, lastTotpStep: step, updatedAt: at },
        remove: ['pendingTotpSecret'],
        if: { mfaEnabled: false, pendingTotpSecret },
      },
      { kept: { userId, originJti: sessionId }, parts: [putBackupCodesPart(codes.item)] },
      context,
    );
  } catch (error) {
    if (!(await areStored(codes.item))) throw error;
    await endEarlierSessions(userId, user.sessionEpoch + 1, context);
    return true;
  }
}

/**
 * Whether backup codes were stored although the answer of the write got lost. They are shown once: without them the owner
 * would have MFA on and no way round the authenticator.
 */
export async function areStored({ userId, salt }: BackupCodes): Promise<boolean> {
  try {
    return (await getBackupCodes({ userId }, { consistent: true }))?.salt === salt;
  } catch {
    return false;
  }
}

/** Why nothing was turned on: another request has done it or begun anew, or the session of this one has ended. */
async function explain({ userId, pendingTotpSecret }: User): Promise<Enabling> {
  const user = await activeAccount(userId);
  if (user?.mfaEnabled) return { kind: 'not-started' };
  if (user === undefined || user.pendingTotpSecret === pendingTotpSecret) throw unauthorized();
  return { kind: 'wrong-code' };
}

function refuse({ userId }: User, context: RequestContext): Enabling {
  count(context, 'FailedSecondFactor');
  context.audit({ event: 'mfa.enable', outcome: 'failure', subject: userId, factor: 'totp', reason: 'WRONG_CODE' });
  return { kind: 'wrong-code' };
}
