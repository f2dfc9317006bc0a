// Contract: #/components/schemas/DateOfBirth
import * as z from 'zod';

/** A date of birth. */
export const DateOfBirth = z.iso.date();

export type DateOfBirth = z.output<typeof DateOfBirth>;
