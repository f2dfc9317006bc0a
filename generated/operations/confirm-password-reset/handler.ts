// POST /auth/password/reset-confirm. Contract: #/paths/~1auth~1password~1reset-confirm/post
import { confirmPasswordReset } from '../../../overrides/operations/confirm-password-reset/service.js';
import { createHandler } from '../../http/handler.js';
import { confirmPasswordResetDefinition } from './models.js';
import type { ConfirmPasswordResetService } from './service.js';

const service: ConfirmPasswordResetService = confirmPasswordReset;

/** Set a new password with the token of the mail */
export const handler = createHandler(confirmPasswordResetDefinition, {
  service,
  repository: {},
});
