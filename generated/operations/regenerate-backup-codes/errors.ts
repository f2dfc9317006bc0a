// POST /auth/mfa/backup-codes. Contract: #/paths/~1auth~1mfa~1backup-codes/post
import { declaredError } from '../../http/errors.js';
import type { RegenerateBackupCodesResult } from './service.js';

/** A declared error of `regenerateBackupCodes`; its status tells which. */
export const RegenerateBackupCodesError = declaredError<RegenerateBackupCodesResult>('RegenerateBackupCodesError');

export type RegenerateBackupCodesError = InstanceType<typeof RegenerateBackupCodesError>;
