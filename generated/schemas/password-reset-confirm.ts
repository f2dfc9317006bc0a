// Contract: #/components/schemas/PasswordResetConfirm
import * as z from 'zod';
import { MailedToken } from './mailed-token.js';
import { NewPassword } from './new-password.js';

/** The token of the mail and the password to set. */
export const PasswordResetConfirm = z.strictObject({
  token: MailedToken,
  newPassword: NewPassword,
});

export type PasswordResetConfirm = z.output<typeof PasswordResetConfirm>;
