// Contract: #/components/schemas/BackupCode
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** A code for the day when the authenticator is lost: 80 bits in Crockford's base 32. It counts once. */
export const BackupCode = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/u)
  .check(minLength(19), maxLength(19));

export type BackupCode = z.output<typeof BackupCode>;
