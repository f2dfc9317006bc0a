// POST /auth/email/resend. Contract: #/paths/~1auth~1email~1resend/post
import { resendVerificationEmail } from '../../../overrides/operations/resend-verification-email/service.js';
import { createHandler } from '../../http/handler.js';
import { resendVerificationEmailLimits } from './limits.js';
import { resendVerificationEmailDefinition } from './models.js';
import type { ResendVerificationEmailService } from './service.js';

const service: ResendVerificationEmailService = resendVerificationEmail;

/** Send the verification mail again */
export const handler = createHandler(resendVerificationEmailDefinition, {
  service,
  repository: {},
  limits: resendVerificationEmailLimits(),
});
