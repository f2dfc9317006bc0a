import { badRequest } from '../../../generated/http/errors.js';
import type { VerifyEmailService } from '../../../generated/operations/verify-email/service.js';
import { verifyEmail as verifyByRegistrant } from '../../auth/accounts/verify-email.js';
import { passwordFieldErrors } from '../../auth/passwords/refusal.js';
import { takeOver } from '../../auth/registration/take-over.js';
import { invalidLink } from '../../auth/tokens/response.js';

const verified = { status: 200, body: { message: 'Your email address is verified.' } } as const;

/** Proves an email by the token that was mailed to it, for whoever registered, or for the mailbox's owner instead. */
export const verifyEmail: VerifyEmailService = async ({ body }, context) => {
  const { token, password, newPassword } = body;
  if (newPassword !== undefined) {
    const outcome = await takeOver(token, newPassword, context);
    if (outcome.kind === 'password-refused') throw badRequest(passwordFieldErrors('newPassword', outcome));
    return outcome.kind === 'taken-over' ? verified : invalidLink;
  }
  switch (await verifyByRegistrant(token, password ?? '', context)) {
    case 'verified':
      return verified;
    case 'invalid-token':
      return invalidLink;
    case 'wrong-password':
      return { status: 401, body: { error: 'INVALID_CREDENTIALS', message: 'The password is not correct.' } };
  }
};
