// Contract: #/components/schemas/Email
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** An email address. It is compared without regard to case; dots and plus signs are kept. */
export const Email = z.email().check(minLength(3), maxLength(254));

export type Email = z.output<typeof Email>;
