// Contract: #/components/schemas/EmailVerificationRequest
import * as z from 'zod';
import { maxProperties, minProperties } from './_checks.js';
import { CurrentPassword } from './current-password.js';
import { MailedToken } from './mailed-token.js';
import { NewPassword } from './new-password.js';

/**
 * Proof that the mail arrived, with exactly one of two: `password` of whoever registered, or `newPassword` of the
 * mailbox's owner, who takes over what somebody else has registered.
 */
export const EmailVerificationRequest = z
  .strictObject({
    token: MailedToken,
    password: CurrentPassword.optional(),
    newPassword: NewPassword.optional(),
  })
  .check(minProperties(2), maxProperties(2));

export type EmailVerificationRequest = z.output<typeof EmailVerificationRequest>;
