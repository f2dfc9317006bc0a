// Contract: #/components/schemas/PasswordResetRequest
import * as z from 'zod';
import { Email } from './email.js';

/** The account whose password is forgotten. */
export const PasswordResetRequest = z.strictObject({
  email: Email,
});

export type PasswordResetRequest = z.output<typeof PasswordResetRequest>;
