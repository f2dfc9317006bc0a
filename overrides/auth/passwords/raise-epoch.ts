import { deleteAccountIntent, deleteAccountIntentPart, getSession } from '../../../generated/entities/index.js';
import type { AccountIntent, SessionKey, UserChange } from '../../../generated/entities/index.js';
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
  /** False when nobody knows whether Cognito took it. */
  readonly isSet: boolean;
}

/**
 * Raises the epoch of an account whose password was set, or may have been, and closes the intent in the same
 * transaction. Mailed reset tokens do not count any more.
 *
 * @returns the epoch whose earlier sessions are dead; undefined when the account is being deleted
 * @throws HttpError 503 and the errors of DynamoDB; the intent then stays
 */
export async function raiseEpochAfter(
  intent: AccountIntent,
  { kept, isSet }: PasswordAftermath,
  context: DomainContext,
): Promise<number | undefined> {
  const change: UserChange = {
    set: isSet ? { passwordChangedAt: context.now().toISOString() } : {},
    remove: ['passwordResetTokenHash'],
  };
  for (let round = 1; round <= maxRounds; round += 1) {
    const user = await activeAccount(intent.userId);
    if (user === undefined) {
      // It is being deleted, and its sessions with it.
      await deleteAccountIntent(intent);
      return undefined;
    }
    const session = kept && (await getSession(kept, { consistent: true }));
    const survivor = session && isStanding(session, user.sessionEpoch, context.now()) ? kept : undefined;
    const parts = [deleteAccountIntentPart(intent)];
    if (await changeEndingSessions(user, change, { kept: survivor, parts })) return epochAfter(user);
  }
  throw serviceUnavailable(1);
}
