import { getUser } from '../../../generated/entities/index.js';
import type { User } from '../../../generated/entities/index.js';
import { unauthorized } from '../../../generated/http/errors.js';

/** The account with an id, read consistently. Undefined when there is none, or it is being deleted. */
export async function activeAccount(userId: string, read = getUser): Promise<User | undefined> {
  const user = await read({ userId }, { consistent: true });
  return user?.status === 'ACTIVE' ? user : undefined;
}

/**
 * The account of a caller whom the authorizer let in.
 *
 * @throws HttpError 401 when it was deleted since the authorizer looked
 */
export async function accountOf({ userId }: { readonly userId: string }, read = getUser): Promise<User> {
  const user = await activeAccount(userId, read);
  if (user === undefined) throw unauthorized();
  return user;
}
