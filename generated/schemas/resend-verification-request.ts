// Contract: #/components/schemas/ResendVerificationRequest
import * as z from 'zod';
import { Email } from './email.js';

/** The address to send another verification mail to. */
export const ResendVerificationRequest = z.strictObject({
  email: Email,
});

export type ResendVerificationRequest = z.output<typeof ResendVerificationRequest>;
