// Contract: #/components/schemas/Preferences
import * as z from 'zod';
import { maxLength, maxProperties } from './_checks.js';

/** Settings of the application, at most 50. The backend keeps them and gives them no meaning. */
export const Preferences = z
  .partialRecord(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/u),
    z.union([z.string().check(maxLength(500)), z.number(), z.boolean()]),
  )
  .check(maxProperties(50));

export type Preferences = z.output<typeof Preferences>;
