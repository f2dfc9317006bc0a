import type { User } from '../../../generated/entities/index.js';
import type { UserProfile } from '../../../generated/schemas/user-profile.js';

/** The part of an account that is its owner's to see. Named one by one, so that a new property stays inside. */
export function profileOf(user: User): UserProfile {
  return {
    userId: user.userId,
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    emailVerified: user.emailVerified,
    mfaEnabled: user.mfaEnabled,
    phoneNumber: user.phoneNumber,
    dateOfBirth: user.dateOfBirth,
    timezone: user.timezone,
    locale: user.locale,
    preferences: user.preferences,
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
  };
}
