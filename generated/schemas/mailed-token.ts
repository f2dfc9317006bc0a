// Contract: #/components/schemas/MailedToken
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** The token of a link in a mail, 256 bits in base64url. It counts once. */
export const MailedToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/u)
  .check(minLength(43), maxLength(43));

export type MailedToken = z.output<typeof MailedToken>;
