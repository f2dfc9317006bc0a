// Contract: #/components/schemas/DeleteAccountRequest
import * as z from 'zod';
import { CurrentPassword } from './current-password.js';
import { SecondFactorCode } from './second-factor-code.js';

/** Fresh proof before the account goes. */
export const DeleteAccountRequest = z.strictObject({
  password: CurrentPassword,
  /** Needed when MFA is on. */
  code: SecondFactorCode.optional(),
});

export type DeleteAccountRequest = z.output<typeof DeleteAccountRequest>;
