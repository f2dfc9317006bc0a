// Contract: #/components/schemas/UserProfile
import * as z from 'zod';
import { DateOfBirth } from './date-of-birth.js';
import { Email } from './email.js';
import { Locale } from './locale.js';
import { PersonName } from './person-name.js';
import { PhoneNumber } from './phone-number.js';
import { Preferences } from './preferences.js';
import { TimeZone } from './time-zone.js';

/** What the backend knows about the user, as far as it is theirs to see. */
export const UserProfile = z.object({
  /** Id of the user. */
  userId: z.guid(),
  email: Email,
  firstName: PersonName,
  lastName: PersonName,
  /** Whether the user has proven that the email address is theirs. */
  emailVerified: z.boolean(),
  /** Whether a login needs a second factor. */
  mfaEnabled: z.boolean(),
  phoneNumber: PhoneNumber.optional(),
  dateOfBirth: DateOfBirth.optional(),
  timezone: TimeZone.optional(),
  locale: Locale.optional(),
  preferences: Preferences.optional(),
  /** When the account was made. */
  createdAt: z.iso.datetime({ offset: true }),
  /** When the profile last changed. */
  updatedAt: z.iso.datetime({ offset: true }),
});

export type UserProfile = z.output<typeof UserProfile>;
