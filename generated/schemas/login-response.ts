// Contract: #/components/schemas/LoginResponse
import * as z from 'zod';
import { AccessToken } from './access-token.js';
import { RefreshToken } from './refresh-token.js';
import { UserProfile } from './user-profile.js';

/** A completed login. */
export const LoginResponse = z.object({
  accessToken: AccessToken,
  refreshToken: RefreshToken,
  /** How the access token is sent. Always `Bearer`. */
  tokenType: z.literal('Bearer'),
  /** Seconds until the access token expires. */
  expiresIn: z.int().min(1),
  user: UserProfile,
});

export type LoginResponse = z.output<typeof LoginResponse>;
