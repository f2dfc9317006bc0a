// POST /auth/password/reset-confirm. Contract: #/paths/~1auth~1password~1reset-confirm/post
import {
  createOneTimeToken,
  deleteOneTimeToken,
  getOneTimeToken,
  putOneTimeToken,
  updateOneTimeToken,
} from '../../entities/one-time-token.js';
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
export const confirmPasswordResetRepository = {
  createOneTimeToken,
  createRefreshTokenHash,
  createSession,
  createUser,
  deleteOneTimeToken,
  deleteRefreshTokenHash,
  deleteSession,
  deleteUser,
  findUserByEmailIndex,
  getOneTimeToken,
  getRefreshTokenHash,
  getSession,
  getUser,
  listSession,
  putOneTimeToken,
  putRefreshTokenHash,
  putSession,
  putUser,
  updateOneTimeToken,
  updateRefreshTokenHash,
  updateSession,
  updateUser,
};

export type ConfirmPasswordResetRepository = typeof confirmPasswordResetRepository;
