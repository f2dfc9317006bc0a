// Contract: #/components/schemas/TotpCode
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** The six digits that the authenticator app shows. A code counts once. */
export const TotpCode = z
  .string()
  .regex(/^[0-9]{6}$/u)
  .check(minLength(6), maxLength(6));

export type TotpCode = z.output<typeof TotpCode>;
