// Contract: #/components/schemas/CurrentPassword
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** The password that the account has now. No policy is applied to it. */
export const CurrentPassword = z.string().check(minLength(1), maxLength(128));

export type CurrentPassword = z.output<typeof CurrentPassword>;
