import { getEmailReservation } from '../../../generated/entities/index.js';
import type { User } from '../../../generated/entities/index.js';
import { activeAccount } from './active-account.js';
import { emailHash } from './email.js';

/**
 * The account that holds an email, read consistently through its reservation: right after registration an index would
 * not know it yet. For jobs, which may read any entity.
 *
 * @param email normalised
 * @returns undefined when there is none, or it is being deleted
 */
export async function findAccount(email: string): Promise<User | undefined> {
  const reservation = await getEmailReservation({ emailHash: await emailHash(email) }, { consistent: true });
  return reservation && activeAccount(reservation.userId);
}
