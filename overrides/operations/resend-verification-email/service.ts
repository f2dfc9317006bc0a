import type { ResendVerificationEmailService } from '../../../generated/operations/resend-verification-email/service.js';
import { requestMail } from '../../auth/mail/request.js';

/** Asks for a new link to verify an email. The answer is the same for everybody. */
export const resendVerificationEmail: ResendVerificationEmailService = async ({ body }, context) => {
  await requestMail('email-verification', body.email, context);
  return { status: 202, body: { message: 'If this address waits for verification, a mail is on its way.' } };
};
