import { randomUUID } from 'node:crypto';
import type { User } from '../../../generated/entities/user.js';
import { users } from './aws.js';
import { emailHashOf } from './keyed-hash.js';
import { table } from './table.js';

export const password = 'seven quiet lanterns at dusk';

/** Puts a whole account into the pool and the table. */
export function account(email: string, more: Partial<User> = {}): User {
  const userId = randomUUID();
  const createdAt = '2026-10-01T08:00:00.000Z';
  const hash = emailHashOf(email);
  const user: User = {
    userId,
    email,
    emailHash: hash,
    status: 'ACTIVE',
    firstName: 'Ada',
    lastName: 'Lovelace',
    emailVerified: true,
    mfaEnabled: false,
    failedLogins: 0,
    sessionEpoch: 0,
    createdAt,
    updatedAt: createdAt,
    ...more,
  };
  table.set(`User/${userId}`, { ...user });
  table.set(`EmailReservation/${hash}`, { emailHash: hash, userId, attemptId: 'attempt', createdAt });
  users.set(email, { username: email, userId, attemptId: 'attempt', password, status: 'CONFIRMED', enabled: true });
  return user;
}
