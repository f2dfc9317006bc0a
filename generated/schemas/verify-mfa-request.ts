// Contract: #/components/schemas/VerifyMfaRequest
import * as z from 'zod';
import { MfaSessionToken } from './mfa-session-token.js';
import { SecondFactorCode } from './second-factor-code.js';

/** The second factor of a login. */
export const VerifyMfaRequest = z.strictObject({
  sessionToken: MfaSessionToken,
  code: SecondFactorCode,
});

export type VerifyMfaRequest = z.output<typeof VerifyMfaRequest>;
