import { unauthorized } from '../../../generated/http/errors.js';
import type { ExportAccountService } from '../../../generated/operations/export-account/service.js';
import { activeAccount } from '../../auth/accounts/active-account.js';
import { eventsOf } from '../../auth/accounts/export.js';
import { profileOf } from '../../auth/accounts/profile.js';
import { callerOf } from '../../auth/sessions/principal.js';
import { shownSessions } from '../../auth/sessions/shown.js';

/** Answers what is held about the caller, without anything that opens the account. */
export const exportAccount: ExportAccountService = async ({ principal }, context) => {
  const caller = callerOf(principal);
  const user = await activeAccount(caller.userId);
  // Deleted since the authorizer looked.
  if (user === undefined) throw unauthorized();
  const sessions = await shownSessions(caller, context);
  context.audit({ event: 'account.export', outcome: 'success', subject: caller.userId });
  const exportedAt = context.now().toISOString();
  return { status: 200, body: { profile: profileOf(user), sessions, events: eventsOf(user), exportedAt } };
};
