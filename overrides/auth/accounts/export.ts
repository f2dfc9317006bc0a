import type { User } from '../../../generated/entities/index.js';
import type { AccountEvent } from '../../../generated/schemas/account-event.js';

/**
 * What an account's record remembers of its past, the newest first: of each kind the last time, since the record keeps
 * no more. The full history is in the audit log, which knows accounts by hashes only.
 */
export function eventsOf(user: User): AccountEvent[] {
  const { createdAt, emailVerifiedAt, passwordChangedAt, mfaEnabledAt, lastLoginAt, lastLoginAddress } = user;
  const events: readonly (Omit<AccountEvent, 'occurredAt'> & { readonly occurredAt: string | undefined })[] = [
    { type: 'ACCOUNT_CREATED', occurredAt: createdAt },
    { type: 'EMAIL_VERIFIED', occurredAt: emailVerifiedAt },
    { type: 'PASSWORD_CHANGED', occurredAt: passwordChangedAt },
    { type: 'MFA_ENABLED', occurredAt: user.mfaEnabled ? mfaEnabledAt : undefined },
    { type: 'LOGIN_SUCCEEDED', occurredAt: lastLoginAt, address: lastLoginAddress },
    { type: 'LOGIN_FAILED', occurredAt: user.lastFailedLoginAt },
  ];
  return events
    .flatMap(({ occurredAt, ...event }) => (occurredAt === undefined ? [] : [{ ...event, occurredAt }]))
    .sort((a, b) => b.occurredAt.localeCompare(a.occurredAt));
}
