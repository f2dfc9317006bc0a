// POST /auth/refresh. Contract: #/paths/~1auth~1refresh/post
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
import { createUser, deleteUser, findUserByEmailIndex, getUser, putUser, updateUser } from '../../entities/user.js';

/** The data access of this operation. */
export const refreshTokenRepository = {
  createRefreshTokenHash,
  createSession,
  createUser,
  deleteRefreshTokenHash,
  deleteSession,
  deleteUser,
  findUserByEmailIndex,
  getRefreshTokenHash,
  getSession,
  getUser,
  listSession,
  putRefreshTokenHash,
  putSession,
  putUser,
  updateRefreshTokenHash,
  updateSession,
  updateUser,
};

export type RefreshTokenRepository = typeof refreshTokenRepository;
