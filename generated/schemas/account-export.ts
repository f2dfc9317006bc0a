// Contract: #/components/schemas/AccountExport
import * as z from 'zod';
import { AccountEvent } from './account-event.js';
import { Session } from './session.js';
import { UserProfile } from './user-profile.js';

/** The account's own data, without secrets. */
export const AccountExport = z.object({
  profile: UserProfile,
  /** The sessions that stand. */
  sessions: z.array(Session),
  /** What the account's record remembers of its past, the newest first. */
  events: z.array(AccountEvent),
  /** When this export was made. */
  exportedAt: z.iso.datetime({ offset: true }),
});

export type AccountExport = z.output<typeof AccountExport>;
