// POST /auth/logout. Contract: #/paths/~1auth~1logout/post
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
export const logoutUserRepository = {
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

export type LogoutUserRepository = typeof logoutUserRepository;
