// Contract: #/components/schemas/AccountEvent
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** Something that happened to the account, as its record remembers it. */
export const AccountEvent = z.object({
  /**
   * What happened, such as `ACCOUNT_CREATED`, `EMAIL_VERIFIED`, `PASSWORD_CHANGED`, `MFA_ENABLED`,
   * `LOGIN_SUCCEEDED` or `LOGIN_FAILED`.
   */
  type: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/u)
    .check(minLength(1), maxLength(64)),
  /** When it happened. */
  occurredAt: z.iso.datetime({ offset: true }),
  /** The IP address it came from, where it is known. */
  address: z.string().check(minLength(2), maxLength(45)).optional(),
});

export type AccountEvent = z.output<typeof AccountEvent>;
