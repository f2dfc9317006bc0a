// GET /users/me/export. Contract: #/paths/~1users~1me~1export/get
import { exportAccount } from '../../../overrides/operations/export-account/service.js';
import { createHandler } from '../../http/handler.js';
import { exportAccountDefinition } from './models.js';
import { exportAccountRepository } from './repository.js';
import type { ExportAccountService } from './service.js';

const service: ExportAccountService = exportAccount;

/** Take one's data along */
export const handler = createHandler(exportAccountDefinition, {
  service,
  repository: exportAccountRepository,
});
