// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import { setupMfa } from '../../../overrides/operations/setup-mfa/service.js';
import { stage } from '../../http/environment.js';
import { createHandler } from '../../http/handler.js';
import { stageConfiguration } from '../../http/stage-configuration.js';
import { setupMfaLimits } from './limits.js';
import { setupMfaDefinition } from './models.js';
import type { SetupMfaService } from './service.js';

const service: SetupMfaService = setupMfa;
const { settings } = stageConfiguration(stage());

/** Begin to set up MFA */
export const handler = createHandler(setupMfaDefinition, {
  service,
  repository: {},
  limits: setupMfaLimits(settings),
});
