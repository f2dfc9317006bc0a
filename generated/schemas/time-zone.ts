// Contract: #/components/schemas/TimeZone
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** The IANA name of a time zone. */
export const TimeZone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/u)
  .check(minLength(1), maxLength(64));

export type TimeZone = z.output<typeof TimeZone>;
