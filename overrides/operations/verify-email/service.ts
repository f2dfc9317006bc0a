import type { VerifyEmailService } from '../../../generated/operations/verify-email/service.js';
import { verifyEmail as verifyByToken } from '../../auth/accounts/verify-email.js';
import { invalidLink } from '../../auth/tokens/response.js';

/** Marks an email as proven by the token that was mailed to it. */
export const verifyEmail: VerifyEmailService = async ({ body }, context) =>
  (await verifyByToken(body.token, context))
    ? { status: 200, body: { message: 'Your email address is verified.' } }
    : invalidLink;
