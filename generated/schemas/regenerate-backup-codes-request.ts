// Contract: #/components/schemas/RegenerateBackupCodesRequest
import * as z from 'zod';
import { CurrentPassword } from './current-password.js';
import { SecondFactorCode } from './second-factor-code.js';

/** Fresh proof of both factors. */
export const RegenerateBackupCodesRequest = z.strictObject({
  password: CurrentPassword,
  code: SecondFactorCode,
});

export type RegenerateBackupCodesRequest = z.output<typeof RegenerateBackupCodesRequest>;
