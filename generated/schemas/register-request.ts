// Contract: #/components/schemas/RegisterRequest
import * as z from 'zod';
import { Email } from './email.js';
import { Locale } from './locale.js';
import { NewPassword } from './new-password.js';
import { PersonName } from './person-name.js';

/** A new account. */
export const RegisterRequest = z.strictObject({
  email: Email,
  password: NewPassword,
  firstName: PersonName,
  lastName: PersonName,
  locale: Locale.optional(),
});

export type RegisterRequest = z.output<typeof RegisterRequest>;
