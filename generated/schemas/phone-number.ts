// Contract: #/components/schemas/PhoneNumber
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** A phone number in E.164 form. It is kept as contact data; no messages are sent to it. */
export const PhoneNumber = z
  .string()
  .regex(/^\+[1-9][0-9]{1,14}$/u)
  .check(minLength(3), maxLength(16));

export type PhoneNumber = z.output<typeof PhoneNumber>;
