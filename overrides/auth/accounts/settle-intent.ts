import { deleteAccountIntent, getUser } from '../../../generated/entities/index.js';
import type { AccountIntent } from '../../../generated/entities/index.js';
import type { DomainContext } from '../context.js';
import { endSessionsAfter } from '../passwords/set-password.js';
import { removeAccount } from './delete-account.js';

/**
 * Finishes a change of an account that stopped between two steps. Of a password change nobody knows whether Cognito
 * took it: in doubt the sessions end. A deletion goes on where it stopped.
 *
 * @throws the errors of AWS; the intent then stays
 */
export async function settleIntent(intent: AccountIntent, context: DomainContext): Promise<void> {
  if (intent.kind === 'PASSWORD') return endSessionsAfter(intent, { isSet: false }, context);
  const user = await getUser({ userId: intent.userId }, { consistent: true });
  if (user === undefined) await deleteAccountIntent(intent);
  else await removeAccount(user, intent);
}
