import type { RefreshTokenService } from '../../../generated/operations/refresh-token/service.js';
import { refreshSession } from '../../auth/sessions/refresh.js';

/** Exchanges a refresh token. Revoked, expired, reused, foreign and malformed ones are answered alike. */
export const refreshToken: RefreshTokenService = async ({ body }, context) => {
  const tokens = await refreshSession(body.refreshToken, context);
  if (tokens === undefined) {
    return { status: 401, body: { error: 'INVALID_REFRESH_TOKEN', message: 'The refresh token is not valid.' } };
  }
  return { status: 200, body: { ...tokens, tokenType: 'Bearer' } };
};
