import type { VerifyEmailService } from '../../../generated/operations/verify-email/service.js';
import { consumeVerification } from '../../auth/accounts/verify-email.js';
import { notify } from '../../auth/mail/queue.js';

const invalid = 'This link is not valid or no longer. Please ask for a new one.';

/** Marks an email as proven by the token that was mailed to it. */
export const verifyEmail: VerifyEmailService = async ({ body }, context) => {
  const userId = await consumeVerification(body.token, context);
  if (userId === undefined) {
    context.audit({ event: 'email.verify', outcome: 'failure', reason: 'INVALID_TOKEN' });
    return { status: 400, body: { error: 'INVALID_TOKEN', message: invalid } };
  }
  context.audit({ event: 'email.verify', outcome: 'success', subject: userId });
  await notify(userId, 'email-verified', context);
  return { status: 200, body: { message: 'Your email address is verified.' } };
};
