// POST /auth/password/change. Contract: #/paths/~1auth~1password~1change/post
import {
  createBackupCodes,
  deleteBackupCodes,
  getBackupCodes,
  putBackupCodes,
  updateBackupCodes,
} from '../../entities/backup-codes.js';
import {
  createRateCounter,
  deleteRateCounter,
  getRateCounter,
  listRateCounter,
  putRateCounter,
  updateRateCounter,
} from '../../entities/rate-counter.js';
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
export const changePasswordRepository = {
  createBackupCodes,
  createRateCounter,
  createRefreshTokenHash,
  createSession,
  createUser,
  deleteBackupCodes,
  deleteRateCounter,
  deleteRefreshTokenHash,
  deleteSession,
  deleteUser,
  findUserByEmailIndex,
  getBackupCodes,
  getRateCounter,
  getRefreshTokenHash,
  getSession,
  getUser,
  listRateCounter,
  listSession,
  putBackupCodes,
  putRateCounter,
  putRefreshTokenHash,
  putSession,
  putUser,
  updateBackupCodes,
  updateRateCounter,
  updateRefreshTokenHash,
  updateSession,
  updateUser,
};

export type ChangePasswordRepository = typeof changePasswordRepository;
