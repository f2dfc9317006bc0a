// DELETE /auth/sessions/{sessionId}. Contract: #/paths/~1auth~1sessions~1{sessionId}/delete
import {
  createRefreshTokenHash,
  deleteRefreshTokenHash,
  getRefreshTokenHash,
  putRefreshTokenHash,
  updateRefreshTokenHash,
} from '../../entities/refresh-token-hash.js';
import {
  createSession,
  deleteSession,
  getSession,
  listSession,
  putSession,
  updateSession,
} from '../../entities/session.js';

/** The data access of this operation. */
export const revokeSessionRepository = {
  createRefreshTokenHash,
  createSession,
  deleteRefreshTokenHash,
  deleteSession,
  getRefreshTokenHash,
  getSession,
  listSession,
  putRefreshTokenHash,
  putSession,
  updateRefreshTokenHash,
  updateSession,
};

export type RevokeSessionRepository = typeof revokeSessionRepository;
