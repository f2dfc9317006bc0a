import * as z from 'zod';

/** What a notice tells the owner of an account. */
export const notices = [
  'email-verified',
  'new-device-login',
  'password-reset',
  'password-changed',
  'mfa-enabled',
  'mfa-disabled',
  'backup-code-used',
  'backup-codes-low',
  'backup-codes-regenerated',
] as const;

export type Notice = (typeof notices)[number];

const email = z.string().min(3).max(254);
const requestId = z.string().max(128);

/** Where a mail was asked for, which its limit goes by. */
const address = z.string().max(64).optional();

/**
 * What the mail queue carries. Requests that must not tell known from unknown emails send the email and let the worker
 * look the account up; notices name the account. A message holds no token: the worker makes it.
 */
export const MailMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('email-verification'), email, address, requestId }),
  z.strictObject({ kind: z.literal('password-reset'), email, address, requestId }),
  z.strictObject({ kind: z.literal('registration-of-taken-email'), email, address, requestId }),
  z.strictObject({
    // The last mail of an account carries what it needs: when it is sent there is nothing left to look up.
    kind: z.literal('account-deleted'),
    email,
    locale: z.string().max(35).optional(),
    at: z.iso.datetime(),
    address: z.string().max(64).optional(),
    userAgent: z.string().max(512).optional(),
    requestId,
  }),
  z.strictObject({
    kind: z.literal('notice'),
    notice: z.enum(notices),
    userId: z.guid(),
    at: z.iso.datetime(),
    /** Where it was done from, as far as that helps the owner to tell. */
    address: z.string().max(64).optional(),
    userAgent: z.string().max(512).optional(),
    requestId,
  }),
]);

export type MailMessage = z.output<typeof MailMessage>;
