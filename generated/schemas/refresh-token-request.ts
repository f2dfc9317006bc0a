// Contract: #/components/schemas/RefreshTokenRequest
import * as z from 'zod';
import { RefreshToken } from './refresh-token.js';

/** The refresh token of a session. */
export const RefreshTokenRequest = z.strictObject({
  refreshToken: RefreshToken,
});

export type RefreshTokenRequest = z.output<typeof RefreshTokenRequest>;
