// Contract: #/components/schemas/SetupMfaRequest
import * as z from 'zod';
import { CurrentPassword } from './current-password.js';

/** Fresh proof of the password. */
export const SetupMfaRequest = z.strictObject({
  password: CurrentPassword,
});

export type SetupMfaRequest = z.output<typeof SetupMfaRequest>;
