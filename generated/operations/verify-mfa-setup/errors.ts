// POST /auth/mfa/verify-setup. Contract: #/paths/~1auth~1mfa~1verify-setup/post
import { declaredError } from '../../http/errors.js';
import type { VerifyMfaSetupResult } from './service.js';

/** A declared error of `verifyMfaSetup`; its status tells which. */
export const VerifyMfaSetupError = declaredError<VerifyMfaSetupResult>('VerifyMfaSetupError');

export type VerifyMfaSetupError = InstanceType<typeof VerifyMfaSetupError>;
