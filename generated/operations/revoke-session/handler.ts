// DELETE /auth/sessions/{sessionId}. Contract: #/paths/~1auth~1sessions~1{sessionId}/delete
import { revokeSession } from '../../../overrides/operations/revoke-session/service.js';
import { createHandler } from '../../http/handler.js';
import { revokeSessionDefinition } from './models.js';
import { revokeSessionRepository } from './repository.js';
import type { RevokeSessionService } from './service.js';

const service: RevokeSessionService = revokeSession;

/** End a session */
export const handler = createHandler(revokeSessionDefinition, {
  service,
  repository: revokeSessionRepository,
});
