// Contract: #/components/schemas/RegisterResponse
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';
import { Email } from './email.js';

/** The account that was made. */
export const RegisterResponse = z.object({
  /** Id of the new user. */
  userId: z.guid(),
  email: Email,
  /** What to do next, in plain words. Not meant to be parsed. */
  message: z.string().check(minLength(1), maxLength(500)),
});

export type RegisterResponse = z.output<typeof RegisterResponse>;
