// POST /auth/logout. Contract: #/paths/~1auth~1logout/post
import { logoutUser } from '../../../overrides/operations/logout-user/service.js';
import { createHandler } from '../../http/handler.js';
import { logoutUserDefinition } from './models.js';
import type { LogoutUserService } from './service.js';

const service: LogoutUserService = logoutUser;

/** Log out */
export const handler = createHandler(logoutUserDefinition, {
  service,
  repository: {},
});
