// DELETE /auth/sessions/{sessionId}. Contract: #/paths/~1auth~1sessions~1{sessionId}/delete
import { notImplementedService } from '../../http/errors.js';
import { createHandler } from '../../http/handler.js';
import { revokeSessionDefinition } from './models.js';
import { revokeSessionRepository } from './repository.js';
import type { RevokeSessionService } from './service.js';

const service: RevokeSessionService = notImplementedService;

/** End a session */
export const handler = createHandler(revokeSessionDefinition, {
  service,
  repository: revokeSessionRepository,
});
