// POST /auth/mfa/verify-setup. Contract: #/paths/~1auth~1mfa~1verify-setup/post
import { verifyMfaSetup } from '../../../overrides/operations/verify-mfa-setup/service.js';
import { createHandler } from '../../http/handler.js';
import { verifyMfaSetupDefinition } from './models.js';
import type { VerifyMfaSetupService } from './service.js';

const service: VerifyMfaSetupService = verifyMfaSetup;

/** Prove the authenticator and turn MFA on */
export const handler = createHandler(verifyMfaSetupDefinition, {
  service,
  repository: {},
});
