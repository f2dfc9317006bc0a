// POST /auth/email/resend. Contract: #/paths/~1auth~1email~1resend/post
import { resendVerificationEmail } from '../../../overrides/operations/resend-verification-email/service.js';
import { createHandler } from '../../http/handler.js';
import { rateLimits } from '../../http/rate-limit.js';
import { resendVerificationEmailDefinition } from './models.js';
import type { ResendVerificationEmailService } from './service.js';

const service: ResendVerificationEmailService = resendVerificationEmail;

/** Send the verification mail again */
export const handler = createHandler(resendVerificationEmailDefinition, {
  service,
  repository: {},
  limits: rateLimits('resendVerificationEmail', [
    { key: ['body.email'], attempts: 1, windowSeconds: 60 },
    { key: ['body.email'], attempts: 5, windowSeconds: 86400 },
  ]),
});
