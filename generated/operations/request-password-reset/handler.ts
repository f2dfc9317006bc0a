// POST /auth/password/reset-request. Contract: #/paths/~1auth~1password~1reset-request/post
import { requestPasswordReset } from '../../../overrides/operations/request-password-reset/service.js';
import { createHandler } from '../../http/handler.js';
import { requestPasswordResetLimits } from './limits.js';
import { requestPasswordResetDefinition } from './models.js';
import type { RequestPasswordResetService } from './service.js';

const service: RequestPasswordResetService = requestPasswordReset;

/** Ask for a password reset mail */
export const handler = createHandler(requestPasswordResetDefinition, {
  service,
  repository: {},
  limits: requestPasswordResetLimits(),
});
