// POST /auth/refresh. Contract: #/paths/~1auth~1refresh/post
import { refreshToken } from '../../../overrides/operations/refresh-token/service.js';
import { createHandler } from '../../http/handler.js';
import { refreshTokenDefinition } from './models.js';
import type { RefreshTokenService } from './service.js';

const service: RefreshTokenService = refreshToken;

/** Get a fresh access token */
export const handler = createHandler(refreshTokenDefinition, {
  service,
  repository: {},
});
