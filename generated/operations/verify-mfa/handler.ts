// POST /auth/mfa/verify. Contract: #/paths/~1auth~1mfa~1verify/post
import { notImplementedService } from '../../http/errors.js';
import { createHandler } from '../../http/handler.js';
import { verifyMfaDefinition } from './models.js';
import { verifyMfaRepository } from './repository.js';
import type { VerifyMfaService } from './service.js';

const service: VerifyMfaService = notImplementedService;

/** Complete a login with the second factor */
export const handler = createHandler(verifyMfaDefinition, {
  service,
  repository: verifyMfaRepository,
});
