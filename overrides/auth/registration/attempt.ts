import { randomUUID } from 'node:crypto';
import { deleteRegistrationIntent, updateRegistrationIntent } from '../../../generated/entities/index.js';
import type { RegistrationIntent } from '../../../generated/entities/index.js';
import { emailHash } from '../accounts/email.js';
import { after, unixSeconds, type DomainContext } from '../context.js';
import { dueShardOf, leftOverAt } from '../due-items.js';

/** Seconds until the table may drop an intent: a week for the reconciler, should it be down. */
const intentSeconds = 7 * 86_400;

/**
 * The intent of a new attempt. Its random id marks all that the attempt makes.
 *
 * @param email normalised
 * @throws the errors of Secrets Manager
 */
export async function newAttempt(email: string, now: Date): Promise<RegistrationIntent> {
  const attemptId = randomUUID();
  return {
    emailHash: await emailHash(email),
    attemptId,
    email,
    createdAt: now.toISOString(),
    dueShard: dueShardOf(attemptId),
    dueAt: leftOverAt(now),
    expiresAt: unixSeconds(after(now, intentSeconds)),
  };
}

/** Removes the intent of an attempt that is over and has left nothing else. One that stays is settled later. */
export async function closeAttempt(attempt: RegistrationIntent, { logger }: DomainContext): Promise<void> {
  try {
    await deleteRegistrationIntent(attempt);
  } catch (error) {
    logger.warn('The intent of a registration stays for the reconciler.', { attemptId: attempt.attemptId, error });
  }
}

/** So that the next registration of this email need not wait. If even that fails, the intent is due by itself soon. */
export async function makeDue(
  { emailHash, attemptId }: RegistrationIntent,
  { now, logger }: DomainContext,
): Promise<void> {
  try {
    const due = { dueShard: dueShardOf(attemptId), dueAt: now().toISOString() };
    await updateRegistrationIntent({ emailHash, attemptId }, { set: due });
  } catch (error) {
    logger.warn('The intent of a registration could not be made due.', { attemptId, error });
  }
}
