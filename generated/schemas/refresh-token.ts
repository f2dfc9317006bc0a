// Contract: #/components/schemas/RefreshToken
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** The token that gets the next tokens, and then is replaced. Keep it where scripts cannot read it. */
export const RefreshToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{92}$/u)
  .check(minLength(92), maxLength(92));

export type RefreshToken = z.output<typeof RefreshToken>;
