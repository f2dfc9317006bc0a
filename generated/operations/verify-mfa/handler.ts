// POST /auth/mfa/verify. Contract: #/paths/~1auth~1mfa~1verify/post
import { verifyMfa } from '../../../overrides/operations/verify-mfa/service.js';
import { createHandler } from '../../http/handler.js';
import { verifyMfaDefinition } from './models.js';
import type { VerifyMfaService } from './service.js';

const service: VerifyMfaService = verifyMfa;

/** Complete a login with the second factor */
export const handler = createHandler(verifyMfaDefinition, {
  service,
  repository: {},
});
