// POST /auth/login. Contract: #/paths/~1auth~1login/post
import { loginUser } from '../../../overrides/operations/login-user/service.js';
import { stage } from '../../http/environment.js';
import { createHandler } from '../../http/handler.js';
import { stageConfiguration } from '../../http/stage-configuration.js';
import { loginUserLimits } from './limits.js';
import { loginUserDefinition } from './models.js';
import type { LoginUserService } from './service.js';

const service: LoginUserService = loginUser;
const { settings } = stageConfiguration(stage());

/** Log in with email and password */
export const handler = createHandler(loginUserDefinition, {
  service,
  repository: {},
  limits: loginUserLimits(settings),
});
