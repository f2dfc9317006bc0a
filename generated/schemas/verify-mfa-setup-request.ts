// Contract: #/components/schemas/VerifyMfaSetupRequest
import * as z from 'zod';
import { TotpCode } from './totp-code.js';

/** Proof that the authenticator holds the secret. */
export const VerifyMfaSetupRequest = z.strictObject({
  code: TotpCode,
});

export type VerifyMfaSetupRequest = z.output<typeof VerifyMfaSetupRequest>;
