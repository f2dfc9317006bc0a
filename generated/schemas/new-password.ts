// Contract: #/components/schemas/NewPassword
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/**
 * A password to be set: 12 to 128 characters of any kind, with no space at either end. Common passwords are
 * refused, as are those that hold the local part of the email or the name of the service.
 */
export const NewPassword = z.string().check(minLength(12), maxLength(128));

export type NewPassword = z.output<typeof NewPassword>;
