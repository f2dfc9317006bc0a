import type { DeleteAccountService } from '../../../generated/operations/delete-account/service.js';
import { deleteAccount as deleteOwnAccount } from '../../auth/accounts/delete-account.js';
import { reauthenticationFailed } from '../../auth/login/response.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Deletes the caller's account after fresh proof. The limit of the contract has counted the attempt before. */
export const deleteAccount: DeleteAccountService = async ({ body, principal }, context) =>
  (await deleteOwnAccount(callerOf(principal), body, context)) ? { status: 204 } : reauthenticationFailed;
