// POST /auth/refresh. Contract: #/paths/~1auth~1refresh/post
import { notImplementedService } from '../../http/errors.js';
import { createHandler } from '../../http/handler.js';
import { refreshTokenDefinition } from './models.js';
import { refreshTokenRepository } from './repository.js';
import type { RefreshTokenService } from './service.js';

const service: RefreshTokenService = notImplementedService;

/** Get a fresh access token */
export const handler = createHandler(refreshTokenDefinition, {
  service,
  repository: refreshTokenRepository,
});
