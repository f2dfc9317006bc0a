// POST /auth/mfa/disable. Contract: #/paths/~1auth~1mfa~1disable/post
import { declaredError } from '../../http/errors.js';
import type { DisableMfaResult } from './service.js';

/** A declared error of `disableMfa`; its status tells which. */
export const DisableMfaError = declaredError<DisableMfaResult>('DisableMfaError');

export type DisableMfaError = InstanceType<typeof DisableMfaError>;
