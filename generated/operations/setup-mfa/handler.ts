// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import { notImplementedService } from '../../http/errors.js';
import { createHandler } from '../../http/handler.js';
import { setupMfaDefinition } from './models.js';
import { setupMfaRepository } from './repository.js';
import type { SetupMfaService } from './service.js';

const service: SetupMfaService = notImplementedService;

/** Begin to set up MFA */
export const handler = createHandler(setupMfaDefinition, {
  service,
  repository: setupMfaRepository,
});
