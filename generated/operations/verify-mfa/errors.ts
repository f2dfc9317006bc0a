// POST /auth/mfa/verify. Contract: #/paths/~1auth~1mfa~1verify/post
import { declaredError } from '../../http/errors.js';
import type { VerifyMfaResult } from './service.js';

/** A declared error of `verifyMfa`; its status tells which. */
export const VerifyMfaError = declaredError<VerifyMfaResult>('VerifyMfaError');

export type VerifyMfaError = InstanceType<typeof VerifyMfaError>;
