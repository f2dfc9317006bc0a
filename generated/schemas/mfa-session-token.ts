// Contract: #/components/schemas/MfaSessionToken
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/**
 * The token of a login that waits for its second factor, 256 bits in base64url. It opens nothing but `verifyMfa`.
 */
export const MfaSessionToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/u)
  .check(minLength(43), maxLength(43));

export type MfaSessionToken = z.output<typeof MfaSessionToken>;
