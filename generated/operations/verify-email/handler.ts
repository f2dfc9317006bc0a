// POST /auth/email/verify. Contract: #/paths/~1auth~1email~1verify/post
import { verifyEmail } from '../../../overrides/operations/verify-email/service.js';
import { createHandler } from '../../http/handler.js';
import { verifyEmailDefinition } from './models.js';
import type { VerifyEmailService } from './service.js';

const service: VerifyEmailService = verifyEmail;

/** Prove an email address */
export const handler = createHandler(verifyEmailDefinition, {
  service,
  repository: {},
});
