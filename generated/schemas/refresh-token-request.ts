// Contract: #/components/schemas/RefreshTokenRequest
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** The refresh token of a session. */
export const RefreshTokenRequest = z.strictObject({
  /**
   * The refresh token that the session was last given. What is none is answered like one that has ended.
   */
  refreshToken: z.string().check(minLength(1), maxLength(4096)),
});

export type RefreshTokenRequest = z.output<typeof RefreshTokenRequest>;
