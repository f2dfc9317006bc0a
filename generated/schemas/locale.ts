// Contract: #/components/schemas/Locale
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/**
 * A BCP 47 language tag. Mails are written in this language where there is a translation, else in English.
 */
export const Locale = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$/u)
  .check(minLength(2), maxLength(35));

export type Locale = z.output<typeof Locale>;
