// Contract: #/components/schemas/PersonName
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** Part of a person's name. Letters and marks of any script, spaces, hyphens, apostrophes. */
export const PersonName = z
  .string()
  .regex(/^['’]?[\p{L}\p{M}][\p{L}\p{M} '’\-]*$/u)
  .check(minLength(1), maxLength(50));

export type PersonName = z.output<typeof PersonName>;
