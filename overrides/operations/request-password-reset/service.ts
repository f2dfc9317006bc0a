import type { RequestPasswordResetService } from '../../../generated/operations/request-password-reset/service.js';
import { normaliseEmail } from '../../auth/accounts/email.js';
import { queueMail } from '../../auth/mail/queue.js';

/**
 * Queues one message, whoever was named: whether there is an account is found out by the worker, after the answer
 * (ASVS 5.0, 6.3.8). A queue that is down is answered 503.
 */
export const requestPasswordReset: RequestPasswordResetService = async ({ body }, context) => {
  const email = normaliseEmail(body.email) ?? body.email;
  await queueMail({ kind: 'password-reset', email }, context);
  context.audit({ event: 'password.reset-request', outcome: 'success', subject: email });
  return { status: 200, body: { message: 'If this address has an account, a mail is on its way.' } };
};
