// POST /auth/password/change. Contract: #/paths/~1auth~1password~1change/post
import { changePassword } from '../../../overrides/operations/change-password/service.js';
import { stage } from '../../http/environment.js';
import { createHandler } from '../../http/handler.js';
import { stageConfiguration } from '../../http/stage-configuration.js';
import { changePasswordLimits } from './limits.js';
import { changePasswordDefinition } from './models.js';
import type { ChangePasswordService } from './service.js';

const service: ChangePasswordService = changePassword;
const { settings } = stageConfiguration(stage());

/** Change the password */
export const handler = createHandler(changePasswordDefinition, {
  service,
  repository: {},
  limits: changePasswordLimits(settings),
});
