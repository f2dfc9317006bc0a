// Contract: #/components/schemas/UpdateUserProfileRequest
import * as z from 'zod';
import { DateOfBirth } from './date-of-birth.js';
import { Locale } from './locale.js';
import { PersonName } from './person-name.js';
import { PhoneNumber } from './phone-number.js';
import { Preferences } from './preferences.js';
import { TimeZone } from './time-zone.js';

/** The fields to change. A field that is absent stays as it is. */
export const UpdateUserProfileRequest = z.strictObject({
  firstName: PersonName.optional(),
  lastName: PersonName.optional(),
  phoneNumber: PhoneNumber.optional(),
  dateOfBirth: DateOfBirth.optional(),
  timezone: TimeZone.optional(),
  locale: Locale.optional(),
  preferences: Preferences.optional(),
});

export type UpdateUserProfileRequest = z.output<typeof UpdateUserProfileRequest>;
