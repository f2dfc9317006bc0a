// POST /auth/mfa/backup-codes. Contract: #/paths/~1auth~1mfa~1backup-codes/post
import { regenerateBackupCodes } from '../../../overrides/operations/regenerate-backup-codes/service.js';
import { stage } from '../../http/environment.js';
import { createHandler } from '../../http/handler.js';
import { stageConfiguration } from '../../http/stage-configuration.js';
import { regenerateBackupCodesLimits } from './limits.js';
import { regenerateBackupCodesDefinition } from './models.js';
import type { RegenerateBackupCodesService } from './service.js';

const service: RegenerateBackupCodesService = regenerateBackupCodes;
const { settings } = stageConfiguration(stage());

/** Make new backup codes */
export const handler = createHandler(regenerateBackupCodesDefinition, {
  service,
  repository: {},
  limits: regenerateBackupCodesLimits(settings),
});
