import type { User } from '../../../generated/entities/index.js';
import type { ExportAccountRepository } from '../../../generated/operations/export-account/repository.js';
import type { AccountEvent } from '../../../generated/schemas/account-event.js';
import type { AccountExport } from '../../../generated/schemas/account-export.js';
import type { FlowContext } from '../context.js';
import type { Caller } from '../sessions/principal.js';
import { shownSessions } from '../sessions/shown.js';
import { accountOf } from './active-account.js';
import { profileOf } from './profile.js';

/**
 * What is held about the caller, without anything that opens the account.
 *
 * @throws HttpError 401 when the account was deleted meanwhile
 */
export async function exportOf(
  caller: Caller,
  context: FlowContext,
  { getUser, listSession }: ExportAccountRepository,
): Promise<AccountExport> {
  const user = await accountOf(caller, getUser);
  const sessions = await shownSessions(caller, context, listSession);
  context.audit({ event: 'account.export', outcome: 'success', subject: user.userId });
  return { profile: profileOf(user), sessions, events: eventsOf(user), exportedAt: context.now().toISOString() };
}

/**
 * What an account's record remembers of its past, the newest first: of each kind the last time, since the record keeps
 * no more. The full history is in the audit log, which knows accounts by hashes only.
 */
function eventsOf(user: User): AccountEvent[] {
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
