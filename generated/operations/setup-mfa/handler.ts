// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import { setupMfa } from '../../../overrides/operations/setup-mfa/service.js';
import { createHandler } from '../../http/handler.js';
import { setupMfaDefinition } from './models.js';
import type { SetupMfaService } from './service.js';

const service: SetupMfaService = setupMfa;

/** Begin to set up MFA */
export const handler = createHandler(setupMfaDefinition, {
  service,
  repository: {},
});
