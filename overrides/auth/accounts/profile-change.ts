import type { User, UserChange } from '../../../generated/entities/index.js';
import type { FieldError } from '../../../generated/http/error-facts.js';
import type { Preferences } from '../../../generated/schemas/preferences.js';
import type { UpdateUserProfileRequest } from '../../../generated/schemas/update-user-profile-request.js';

type ProfileChange = NonNullable<UserChange['set']>;

/** A name as it is stored: one spelling of each letter, no space at its end. */
export function storedName(name: string): string {
  return name.normalize('NFC').trim();
}

/** The change as it is stored. */
export function storedChange({ firstName, lastName, preferences, ...others }: UpdateUserProfileRequest): ProfileChange {
  return {
    ...others,
    ...(firstName !== undefined && { firstName: storedName(firstName) }),
    ...(lastName !== undefined && { lastName: storedName(lastName) }),
    ...(preferences !== undefined && { preferences: storedPreferences(preferences) }),
  };
}

function storedPreferences(preferences: Preferences): NonNullable<User['preferences']> {
  const entries = Object.entries(preferences).filter((entry): entry is [string, string | number | boolean] => {
    return entry[1] !== undefined;
  });
  return Object.fromEntries(entries);
}

/** What the contract's patterns cannot say: the time zone exists, and the date of birth has come. */
export function profileFaults(change: UpdateUserProfileRequest, now: Date): readonly FieldError[] {
  const { timezone, dateOfBirth } = change;
  const faults: FieldError[] = [];
  if (timezone !== undefined && !isTimeZone(timezone)) {
    faults.push({ field: 'timezone', message: 'Must be the name of a time zone.' });
  }
  // Tomorrow has come already where clocks are 14 hours ahead of UTC.
  const latest = new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
  if (dateOfBirth !== undefined && dateOfBirth > latest) {
    faults.push({ field: 'dateOfBirth', message: 'Must not lie in the future.' });
  }
  return faults;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
