// Contract: #/components/schemas/DisableMfaRequest
import * as z from 'zod';
import { CurrentPassword } from './current-password.js';
import { SecondFactorCode } from './second-factor-code.js';

/** Fresh proof of both factors. */
export const DisableMfaRequest = z.strictObject({
  password: CurrentPassword,
  code: SecondFactorCode,
});

export type DisableMfaRequest = z.output<typeof DisableMfaRequest>;
