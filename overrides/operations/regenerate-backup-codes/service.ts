import type { RegenerateBackupCodesService } from '../../../generated/operations/regenerate-backup-codes/service.js';
import { reauthenticationFailed } from '../../auth/login/response.js';
import { regenerate } from '../../auth/mfa/regenerate.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Replaces the backup codes after fresh proof of both factors. */
export const regenerateBackupCodes: RegenerateBackupCodesService = async ({ body, principal }, context) => {
  const backupCodes = await regenerate(callerOf(principal), body, context);
  return backupCodes === undefined ? reauthenticationFailed : { status: 200, body: { enabled: true, backupCodes } };
};
