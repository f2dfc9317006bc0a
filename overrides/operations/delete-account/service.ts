import { unauthorized } from '../../../generated/http/errors.js';
import type { DeleteAccountService } from '../../../generated/operations/delete-account/service.js';
import { activeAccount } from '../../auth/accounts/active-account.js';
import { deleteAccount as deleteWholeAccount } from '../../auth/accounts/delete-account.js';
import { reauthenticate, reauthenticationFailed } from '../../auth/login/reauthenticate.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Deletes the caller's account after fresh proof. The limit of the contract has counted the attempt before. */
export const deleteAccount: DeleteAccountService = async ({ body, principal }, context) => {
  const { userId } = callerOf(principal);
  const user = await activeAccount(userId);
  // Deleted since the authorizer looked.
  if (user === undefined) throw unauthorized();
  if (!(await reauthenticate(user, body, context))) return reauthenticationFailed;
  await deleteWholeAccount(user, context);
  context.audit({ event: 'account.delete', outcome: 'success', subject: userId });
  return { status: 204 };
};
