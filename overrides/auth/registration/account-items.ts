import {
  createEmailReservationPart,
  createUserPart,
  deleteEmailReservationPart,
  deleteUserPart,
  getEmailReservation,
} from '../../../generated/entities/index.js';
import type { RegistrationIntent, User } from '../../../generated/entities/index.js';
import { storedName } from '../accounts/profile-change.js';
import { commit } from '../transactions.js';

/** What a new account says of its owner. */
export interface NewUser {
  readonly firstName: string;
  readonly lastName: string;
  readonly locale?: string | undefined;
  /** Whether the email is proven already. */
  readonly isProven?: boolean;
}

/**
 * Writes the account and its claim on the email: both or none, and only if neither is there.
 *
 * @returns false when the email or the id is somebody else's
 * @throws the error of DynamoDB when they may have been written
 */
export async function makeItems(
  attempt: RegistrationIntent,
  userId: string,
  { firstName, lastName, locale, isProven = false }: NewUser,
  now: Date,
): Promise<boolean> {
  const { emailHash, attemptId } = attempt;
  const createdAt = now.toISOString();
  const user: User = {
    userId,
    email: attempt.email,
    emailHash,
    status: 'ACTIVE',
    registrationAttemptId: attemptId,
    firstName: storedName(firstName),
    lastName: storedName(lastName),
    locale,
    emailVerified: isProven,
    ...(isProven && { emailVerifiedAt: createdAt }),
    mfaEnabled: false,
    failedLogins: 0,
    sessionEpoch: 0,
    createdAt,
    updatedAt: createdAt,
  };
  const parts = [createUserPart(user), createEmailReservationPart({ emailHash, userId, attemptId, createdAt })];
  // With the attempt's id as the request's token DynamoDB writes it once, however often a time-out is tried again.
  const { committed } = await commit(parts, { token: attemptId });
  return committed || (await hasItems(attempt));
}

/** Removes what `makeItems` wrote for this attempt, if it did, and nothing of anybody else. */
export async function removeItems(attempt: RegistrationIntent): Promise<void> {
  const { emailHash, attemptId } = attempt;
  const reservation = await getEmailReservation({ emailHash }, { consistent: true });
  if (reservation?.attemptId !== attemptId) return;
  const { committed } = await commit([
    deleteEmailReservationPart({ emailHash }, { if: { attemptId } }),
    deleteUserPart({ userId: reservation.userId }, { if: { registrationAttemptId: attemptId } }),
  ]);
  if (!committed && (await hasItems(attempt))) throw new Error('The items of a registration could not be removed.');
}

async function hasItems({ emailHash, attemptId }: RegistrationIntent): Promise<boolean> {
  const reservation = await getEmailReservation({ emailHash }, { consistent: true });
  return reservation?.attemptId === attemptId;
}
