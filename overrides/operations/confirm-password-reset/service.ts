import { badRequest } from '../../../generated/http/errors.js';
import type { ConfirmPasswordResetService } from '../../../generated/operations/confirm-password-reset/service.js';
import { notify } from '../../auth/mail/queue.js';
import { resetPassword } from '../../auth/passwords/reset.js';

const invalid = 'This link is not valid or no longer. Please ask for a new one.';

/** Sets a new password with the token of a mail. It logs nobody in and leaves MFA as it is. */
export const confirmPasswordReset: ConfirmPasswordResetService = async ({ body }, context) => {
  const outcome = await resetPassword(body.token, body.newPassword, context);
  switch (outcome.kind) {
    case 'password-refused':
      throw badRequest(outcome.faults.map((message) => ({ field: 'newPassword', message })));
    case 'invalid-token':
      context.audit({ event: 'password.reset', outcome: 'failure', reason: 'INVALID_TOKEN' });
      return { status: 400, body: { error: 'INVALID_TOKEN', message: invalid } };
    case 'reset':
      context.audit({ event: 'password.reset', outcome: 'success', subject: outcome.userId });
      await notify(outcome.userId, 'password-reset', context);
      return { status: 200, body: { message: 'Your password is changed. Please log in.' } };
  }
};
