// Contract: #/components/schemas/SecondFactorCode
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** Six digits of the authenticator app, or a backup code in upper or lower case. Either counts once. */
export const SecondFactorCode = z
  .string()
  .regex(/^([0-9]{6}|[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{4}(-[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{4}){3})$/u)
  .check(minLength(6), maxLength(19));

export type SecondFactorCode = z.output<typeof SecondFactorCode>;
