// POST /auth/register. Contract: #/paths/~1auth~1register/post
import { registerUser } from '../../../overrides/operations/register-user/service.js';
import { createHandler } from '../../http/handler.js';
import { registerUserLimits } from './limits.js';
import { registerUserDefinition } from './models.js';
import type { RegisterUserService } from './service.js';

const service: RegisterUserService = registerUser;

/** Open an account */
export const handler = createHandler(registerUserDefinition, {
  service,
  repository: {},
  limits: registerUserLimits(),
});
