// Contract: #/components/schemas/MfaChallengeResponse
import * as z from 'zod';
import { MfaSessionToken } from './mfa-session-token.js';

/** The password was right, and a code is needed to complete the login. */
export const MfaChallengeResponse = z.object({
  sessionToken: MfaSessionToken,
  /** Always `true`. Tells this answer from a completed login. */
  mfaRequired: z.literal(true),
  /** The type of the tokens that follow. Always `Bearer`. */
  tokenType: z.literal('Bearer'),
  /** Seconds until the challenge expires. */
  expiresIn: z.int().min(1),
});

export type MfaChallengeResponse = z.output<typeof MfaChallengeResponse>;
