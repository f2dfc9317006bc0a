// POST /auth/mfa/disable. Contract: #/paths/~1auth~1mfa~1disable/post
import { disableMfa } from '../../../overrides/operations/disable-mfa/service.js';
import { stage } from '../../http/environment.js';
import { createHandler } from '../../http/handler.js';
import { stageConfiguration } from '../../http/stage-configuration.js';
import { disableMfaLimits } from './limits.js';
import { disableMfaDefinition } from './models.js';
import type { DisableMfaService } from './service.js';

const service: DisableMfaService = disableMfa;
const { settings } = stageConfiguration(stage());

/** Turn MFA off */
export const handler = createHandler(disableMfaDefinition, {
  service,
  repository: {},
  limits: disableMfaLimits(settings),
});
