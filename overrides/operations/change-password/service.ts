import { badRequest } from '../../../generated/http/errors.js';
import type { ChangePasswordService } from '../../../generated/operations/change-password/service.js';
import { reauthenticationFailed } from '../../auth/login/reauthenticate.js';
import { notify } from '../../auth/mail/queue.js';
import { replacePassword } from '../../auth/passwords/change.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Sets a new password after fresh proof. The limit of the contract has counted the attempt before. */
export const changePassword: ChangePasswordService = async ({ body, principal }, context) => {
  const caller = callerOf(principal);
  const proof = { password: body.currentPassword, code: body.code };
  const outcome = await replacePassword(caller, body.newPassword, proof, context);
  switch (outcome.kind) {
    case 'password-refused':
      throw badRequest(outcome.faults.map((message) => ({ field: 'newPassword', message })));
    case 'not-proven':
      return reauthenticationFailed;
    case 'changed':
      context.audit({ event: 'password.change', outcome: 'success', subject: caller.userId });
      await notify(caller.userId, 'password-changed', context);
      return { status: 200, body: { message: 'Your password is changed.' } };
  }
};
