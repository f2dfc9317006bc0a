// Contract: #/components/schemas/MfaSetupResponse
import * as z from 'zod';
import { maxLength, minLength, uri } from './_checks.js';

/** A new secret for the authenticator app, in three forms. */
export const MfaSetupResponse = z.object({
  /** The secret in base 32, to be typed in. 160 bits. */
  secret: z
    .string()
    .regex(/^[A-Z2-7]{32}$/u)
    .check(minLength(32), maxLength(32)),
  /** The `otpauthUri` as a QR code, a PNG image in a data URI. */
  qrCode: z
    .string()
    .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/u)
    .check(maxLength(32768)),
  /** The secret with its parameters, as authenticator apps take it. */
  otpauthUri: z
    .string()
    .regex(/^otpauth:\/\/totp\//u)
    .check(uri(), maxLength(1024)),
});

export type MfaSetupResponse = z.output<typeof MfaSetupResponse>;
