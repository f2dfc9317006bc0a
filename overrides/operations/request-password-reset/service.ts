import type { RequestPasswordResetService } from '../../../generated/operations/request-password-reset/service.js';
import { requestMail } from '../../auth/mail/request.js';

/** Asks for a link to set a new password. The answer is the same for everybody. */
export const requestPasswordReset: RequestPasswordResetService = async ({ body }, context) => {
  await requestMail('password-reset', body.email, context);
  return { status: 200, body: { message: 'If this address has an account, a mail is on its way.' } };
};
