// Contract: #/components/schemas/MfaStatusResponse
import * as z from 'zod';
import { BackupCode } from './backup-code.js';

/** Whether MFA is on, and the backup codes where they were just made. */
export const MfaStatusResponse = z.object({
  /** Whether a login needs a second factor. */
  enabled: z.boolean(),
  /** Ten new backup codes, after enabling MFA or making new codes. They are shown here and never again. */
  backupCodes: z.array(BackupCode).min(10).max(10).optional(),
});

export type MfaStatusResponse = z.output<typeof MfaStatusResponse>;
