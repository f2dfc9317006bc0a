import { randomUUID } from 'node:crypto';
import type { RegistrationIntent } from '../../../generated/entities/index.js';
import { emailHash } from '../accounts/email.js';
import { after, unixSeconds } from '../context.js';

/** What a caller wants to register. */
export interface Registration {
  /** Normalised. */
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly locale?: string | undefined;
}

/**
 * Seconds after which an intent counts as left over. Longer than the function may run (20 s), so that nobody settles
 * what is still under way.
 */
const attemptSeconds = 60;

/** Seconds until the table may drop an intent: a week for the reconciler, should it be down. */
const intentSeconds = 7 * 86_400;

/** The intent of a new attempt. Its random id marks all that the attempt makes. */
export function newAttempt(email: string, now: Date): RegistrationIntent {
  return {
    emailHash: emailHash(email),
    attemptId: randomUUID(),
    email,
    createdAt: now.toISOString(),
    dueAt: after(now, attemptSeconds).toISOString(),
    expiresAt: unixSeconds(after(now, intentSeconds)),
  };
}
