// POST /auth/email/resend. Contract: #/paths/~1auth~1email~1resend/post
import { declaredError } from '../../http/errors.js';
import type { ResendVerificationEmailResult } from './service.js';

/** A declared error of `resendVerificationEmail`; its status tells which. */
export const ResendVerificationEmailError =
  declaredError<ResendVerificationEmailResult>('ResendVerificationEmailError');

export type ResendVerificationEmailError = InstanceType<typeof ResendVerificationEmailError>;
