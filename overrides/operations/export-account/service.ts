import type { ExportAccountService } from '../../../generated/operations/export-account/service.js';
import { exportOf } from '../../auth/accounts/export.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Answers what is held about the caller. */
export const exportAccount: ExportAccountService = async ({ principal }, context) => ({
  status: 200,
  body: await exportOf(callerOf(principal), context, context.repository),
});
