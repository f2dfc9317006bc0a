// Contract: #/components/schemas/ValidationError
import * as z from 'zod';

/** One fault of a request. */
export const ValidationError = z.object({
  /**
   * Where the fault is: the name of the property or parameter, with dots for what lies within
   * (`preferences.theme`), or `body` for the body as a whole.
   */
  field: z.string(),
  /** What is wrong with it. Never repeats the value. */
  message: z.string(),
});

export type ValidationError = z.output<typeof ValidationError>;
