// Contract: #/components/schemas/MessageResponse
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** A sentence for the user. */
export const MessageResponse = z.object({
  /** What happened, in plain words. Not meant to be parsed. */
  message: z.string().check(minLength(1), maxLength(500)),
});

export type MessageResponse = z.output<typeof MessageResponse>;
