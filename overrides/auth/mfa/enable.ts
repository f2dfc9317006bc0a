import { putBackupCodesPart } from '../../../generated/entities/index.js';
import type { User } from '../../../generated/entities/index.js';
import { unauthorized } from '../../../generated/http/errors.js';
import { accountOf } from '../accounts/active-account.js';
import type { DomainContext, FlowContext } from '../context.js';
import { open } from '../crypto/sealed-text.js';
import { notify } from '../mail/queue.js';
import { count } from '../metrics.js';
import { endEarlierSessions } from '../sessions/end.js';
import { changeEndingSessions, epochAfter } from '../sessions/epoch.js';
import type { Caller } from '../sessions/principal.js';
import { areStored, newBackupCodes, type NewBackupCodes } from './backup-codes.js';
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
export async function enable(caller: Caller, code: string, context: FlowContext): Promise<Enabling> {
  const user = await accountOf(caller);
  if (user.mfaEnabled || user.pendingTotpSecret === undefined) return { kind: 'not-started' };
  const step = await asTry(user, context, () => provenStep(user, code, context));
  if (step === undefined) return refuse(user, context);
  const codes = await newBackupCodes(user.userId, context);
  if (!(await turnOn(user, caller, { step, codes }, context))) return explain(user);
  await endEarlierSessions(user.userId, epochAfter(user), context);
  context.audit({ event: 'mfa.enable', outcome: 'success', subject: user.userId, factor: 'totp' });
  await notify(user.userId, 'mfa-enabled', context);
  return { kind: 'enabled', backupCodes: codes.codes };
}

async function provenStep(
  { userId, pendingTotpSecret = '' }: User,
  code: string,
  { now }: DomainContext,
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
  context: DomainContext,
): Promise<boolean> {
  const at = context.now().toISOString();
  const { pendingTotpSecret = '' } = user;
  try {
    return await changeEndingSessions(
      user,
      {
        set: { mfaEnabled: true, mfaEnabledAt: at, totpSecret: pendingTotpSecret, lastTotpStep: step, updatedAt: at },
        remove: ['pendingTotpSecret'],
        if: { mfaEnabled: false, emailVerified: true, pendingTotpSecret },
      },
      { kept: { userId, originJti: sessionId }, parts: [putBackupCodesPart(codes.item)] },
    );
  } catch (error) {
    if (await areStored(codes.item)) return true;
    throw error;
  }
}

/** Why nothing was turned on: another request has done it or begun anew, or the session of this one has ended. */
async function explain(before: User): Promise<Enabling> {
  const user = await accountOf(before);
  if (user.mfaEnabled) return { kind: 'not-started' };
  if (user.pendingTotpSecret === before.pendingTotpSecret) throw unauthorized();
  return { kind: 'wrong-code' };
}

function refuse({ userId }: User, context: FlowContext): Enabling {
  count('FailedSecondFactor', context);
  context.audit({ event: 'mfa.enable', outcome: 'failure', subject: userId, factor: 'totp', reason: 'WRONG_CODE' });
  return { kind: 'wrong-code' };
}
