import {
  deleteAccountIntent,
  deleteAccountIntentPart,
  deleteBackupCodesPart,
  getSession,
} from '../../../generated/entities/index.js';
import type { AccountIntent, SessionKey, User, UserChange } from '../../../generated/entities/index.js';
import { serviceUnavailable } from '../../../generated/http/errors.js';
import { activeAccount } from '../accounts/active-account.js';
import type { DomainContext } from '../context.js';
import { changeEndingSessions, epochAfter } from '../sessions/epoch.js';
import { isStanding } from '../sessions/standing.js';

/** Changes of the account by others that one password change outlasts. */
const maxRounds = 5;

/** What is known of a password after which sessions end. */
export interface PasswordAftermath {
  /** The session that survives; when it has ended meanwhile, all of them end. */
  readonly kept?: SessionKey | undefined;
  /** `changed` by whoever knew the old one, `reset` by whoever reads the mails, or nobody knows whether it was set. */
  readonly outcome: 'changed' | 'reset' | 'unknown';
}

/** What somebody can have set up on an account before its email was proven: factors, devices, what a profile says. */
const setUpBefore = [
  'mfaEnabledAt',
  'totpSecret',
  'lastTotpStep',
  'emailVerificationTokenHash',
  'knownDevices',
  'knownAddresses',
  'lastLoginAt',
  'lastLoginAddress',
  'phoneNumber',
  'dateOfBirth',
  'timezone',
  'preferences',
] as const;

/**
 * Raises the epoch of an account whose password was set, or may have been, and closes the intent in the same
 * transaction. Mailed reset tokens do not count any more, nor does a setup of MFA that has begun.
 *
 * A reset proves the mailbox. On an account whose email was never proven all goes that was set up before: it may be of a
 * stranger, who must not keep the owner out with a second factor. In doubt the factors go as well, but nothing is proven:
 * the password may still be the stranger's.
 *
 * @returns the epoch whose earlier sessions are dead; undefined when the account is being deleted
 * @throws HttpError 503 and the errors of DynamoDB; the intent then stays
 */
export async function raiseEpochAfter(
  intent: AccountIntent,
  { kept, outcome }: PasswordAftermath,
  context: DomainContext,
): Promise<number | undefined> {
  for (let round = 1; round <= maxRounds; round += 1) {
    const user = await activeAccount(intent.userId);
    if (user === undefined) {
      // It is being deleted, and its sessions with it.
      await deleteAccountIntent(intent);
      return undefined;
    }
    const session = kept && (await getSession(kept, { consistent: true }));
    const survivor = session && isStanding(session, user.sessionEpoch, context) ? kept : undefined;
    const isForeign = !user.emailVerified && outcome !== 'changed';
    const parts = [deleteAccountIntentPart(intent), ...(isForeign ? [deleteBackupCodesPart(user)] : [])];
    const change = changeAfter(user, outcome, context);
    if (await changeEndingSessions(user, change, { kept: survivor, parts })) return epochAfter(user);
  }
  throw serviceUnavailable(1);
}

function changeAfter(
  { emailVerified }: User,
  outcome: PasswordAftermath['outcome'],
  { now }: DomainContext,
): UserChange {
  const at = now().toISOString();
  const set = outcome === 'unknown' ? {} : { passwordChangedAt: at };
  const remove = ['passwordResetTokenHash', 'pendingTotpSecret'] as const;
  if (emailVerified || outcome === 'changed') return { set, remove, if: { emailVerified } };
  const proof = outcome === 'reset' ? { emailVerified: true, emailVerifiedAt: at, updatedAt: at } : {};
  return { set: { ...set, ...proof, mfaEnabled: false }, remove: [...remove, ...setUpBefore], if: { emailVerified } };
}
