// Contract: #/components/schemas/LoginRequest
import * as z from 'zod';
import { CurrentPassword } from './current-password.js';
import { Email } from './email.js';

/** Email and password. */
export const LoginRequest = z.strictObject({
  email: Email,
  password: CurrentPassword,
});

export type LoginRequest = z.output<typeof LoginRequest>;
