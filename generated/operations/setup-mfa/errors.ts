// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import { declaredError } from '../../http/errors.js';
import type { SetupMfaResult } from './service.js';

/** A declared error of `setupMfa`; its status tells which. */
export const SetupMfaError = declaredError<SetupMfaResult>('SetupMfaError');

export type SetupMfaError = InstanceType<typeof SetupMfaError>;
