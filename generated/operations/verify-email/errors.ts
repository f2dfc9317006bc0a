// POST /auth/email/verify. Contract: #/paths/~1auth~1email~1verify/post
import { declaredError } from '../../http/errors.js';
import type { VerifyEmailResult } from './service.js';

/** A declared error of `verifyEmail`; its status tells which. */
export const VerifyEmailError = declaredError<VerifyEmailResult>('VerifyEmailError');

export type VerifyEmailError = InstanceType<typeof VerifyEmailError>;
