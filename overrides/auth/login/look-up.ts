import { createHash } from 'node:crypto';
import { getEmailReservation, getUser, updateUser } from '../../../generated/entities/index.js';
import type { User } from '../../../generated/entities/index.js';
import { emailHash } from '../accounts/email.js';
import type { DomainContext } from '../context.js';

/** The account that a login names, or what takes its place. */
export interface LoginAccount {
  /** Names the email in events, also where nobody has it. */
  readonly emailHash: string;
  /** Of an unknown email an id that no user has, so that all logins make the same calls. */
  readonly userId: string;
  /** As it was before Cognito was asked. */
  readonly user: User | undefined;
}

/**
 * Looks up whom an email belongs to: by its reservation, then the account, both consistently. So a login right after
 * registration finds its account, and the session epoch is the one from before the password is proven. An unknown
 * email costs the same two reads.
 */
export async function lookUp(email: string): Promise<LoginAccount> {
  const hash = await emailHash(email);
  const reservation = await getEmailReservation({ emailHash: hash }, { consistent: true });
  const userId = reservation?.userId ?? nobodysId(hash);
  return { emailHash: hash, userId, user: await getUser({ userId }, { consistent: true }) };
}

/** Counts a failed login on the account. For an unknown email the write is refused by the table, at the same cost. */
export async function countFailure(userId: string, { now }: Pick<DomainContext, 'now'>): Promise<void> {
  await updateUser({ userId }, { add: { failedLogins: 1 }, set: { lastFailedLoginAt: now().toISOString() } });
}

/**
 * An id made of the email's hash, so that the reads and writes for unknown emails spread over the table as those for
 * users do. Users' ids are random UUIDs of Cognito; version 8 of RFC 9562, 5.8 is never among them.
 */
function nobodysId(hash: string): string {
  const hex = createHash('sha256').update(`nobody:${hash}`, 'utf8').digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(12, 15)}`, `8${hex.slice(15, 18)}`, hex.slice(18, 30)].join(
    '-',
  );
}
