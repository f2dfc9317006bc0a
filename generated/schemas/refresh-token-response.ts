// Contract: #/components/schemas/RefreshTokenResponse
import * as z from 'zod';
import { AccessToken } from './access-token.js';
import { RefreshToken } from './refresh-token.js';

/** Fresh tokens of the same session. */
export const RefreshTokenResponse = z.object({
  accessToken: AccessToken,
  refreshToken: RefreshToken,
  /** How the access token is sent. Always `Bearer`. */
  tokenType: z.literal('Bearer'),
  /** Seconds until the access token expires. */
  expiresIn: z.int().min(1),
});

export type RefreshTokenResponse = z.output<typeof RefreshTokenResponse>;
