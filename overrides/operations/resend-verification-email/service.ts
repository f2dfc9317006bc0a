import type { ResendVerificationEmailService } from '../../../generated/operations/resend-verification-email/service.js';
import { normaliseEmail } from '../../auth/accounts/email.js';
import { queueMail } from '../../auth/mail/queue.js';

/**
 * Queues one message, whoever was named: whether there is an account is found out by the worker, after the answer
 * (ASVS 5.0, 6.3.8). A queue that is down is answered 503.
 */
export const resendVerificationEmail: ResendVerificationEmailService = async ({ body }, context) => {
  const email = normaliseEmail(body.email) ?? body.email;
  await queueMail({ kind: 'email-verification', email }, context);
  context.audit({ event: 'email.resend', outcome: 'success', subject: email });
  return { status: 202, body: { message: 'If this address waits for verification, a mail is on its way.' } };
};
