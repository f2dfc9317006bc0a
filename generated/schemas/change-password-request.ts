// Contract: #/components/schemas/ChangePasswordRequest
import * as z from 'zod';
import { CurrentPassword } from './current-password.js';
import { NewPassword } from './new-password.js';
import { SecondFactorCode } from './second-factor-code.js';

/** Fresh proof and the password to set. */
export const ChangePasswordRequest = z.strictObject({
  currentPassword: CurrentPassword,
  newPassword: NewPassword,
  /** Needed when MFA is on. */
  code: SecondFactorCode.optional(),
});

export type ChangePasswordRequest = z.output<typeof ChangePasswordRequest>;
