import { badRequest } from '../../../generated/http/errors.js';
import type { ConfirmPasswordResetService } from '../../../generated/operations/confirm-password-reset/service.js';
import { passwordFieldErrors } from '../../auth/passwords/refusal.js';
import { resetPassword } from '../../auth/passwords/reset.js';
import { invalidLink } from '../../auth/tokens/response.js';

/** Sets a new password with the token of a mail. It logs nobody in, and it is no way round MFA. */
export const confirmPasswordReset: ConfirmPasswordResetService = async ({ body }, context) => {
  const outcome = await resetPassword(body.token, body.newPassword, context);
  switch (outcome.kind) {
    case 'password-refused':
      throw badRequest(passwordFieldErrors('newPassword', outcome));
    case 'invalid-token':
      return invalidLink;
    case 'reset':
      return { status: 200, body: { message: 'Your password is changed. Please log in.' } };
  }
};
