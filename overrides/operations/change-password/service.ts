import { badRequest } from '../../../generated/http/errors.js';
import type { ChangePasswordService } from '../../../generated/operations/change-password/service.js';
import { reauthenticationFailed } from '../../auth/login/response.js';
import { replacePassword } from '../../auth/passwords/change.js';
import { passwordFieldErrors } from '../../auth/passwords/refusal.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Sets a new password after fresh proof. The limit of the contract has counted the attempt before. */
export const changePassword: ChangePasswordService = async ({ body, principal }, context) => {
  const proof = { password: body.currentPassword, code: body.code };
  const outcome = await replacePassword(callerOf(principal), body.newPassword, proof, context);
  switch (outcome.kind) {
    case 'password-refused':
      throw badRequest(passwordFieldErrors('newPassword', outcome));
    case 'not-proven':
      return reauthenticationFailed;
    case 'changed':
      return { status: 200, body: { message: 'Your password is changed.' } };
  }
};
