import { getUser } from '../../../generated/entities/index.js';
import type { User } from '../../../generated/entities/index.js';

/** The account with an id, read consistently. Undefined when there is none, or it is being deleted. */
export async function activeAccount(userId: string): Promise<User | undefined> {
  const user = await getUser({ userId }, { consistent: true });
  return user?.status === 'ACTIVE' ? user : undefined;
}
