// Contract: #/components/schemas/EmailVerificationRequest
import * as z from 'zod';
import { MailedToken } from './mailed-token.js';

/** Proof that the mail arrived. */
export const EmailVerificationRequest = z.strictObject({
  token: MailedToken,
});

export type EmailVerificationRequest = z.output<typeof EmailVerificationRequest>;
