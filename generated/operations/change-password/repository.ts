// POST /auth/password/change. Contract: #/paths/~1auth~1password~1change/post
import {
  createAccountIntent,
  deleteAccountIntent,
  findAccountIntentByDueIndex,
  getAccountIntent,
  listAccountIntent,
  putAccountIntent,
  updateAccountIntent,
} from '../../entities/account-intent.js';
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
  createAccountIntent,
  createBackupCodes,
  createRateCounter,
  createRefreshTokenHash,
  createSession,
  createUser,
  deleteAccountIntent,
  deleteBackupCodes,
  deleteRateCounter,
  deleteRefreshTokenHash,
  deleteSession,
  deleteUser,
  findAccountIntentByDueIndex,
  findUserByEmailIndex,
  getAccountIntent,
  getBackupCodes,
  getRateCounter,
  getRefreshTokenHash,
  getSession,
  getUser,
  listAccountIntent,
  listRateCounter,
  listSession,
  putAccountIntent,
  putBackupCodes,
  putRateCounter,
  putRefreshTokenHash,
  putSession,
  putUser,
  updateAccountIntent,
  updateBackupCodes,
  updateRateCounter,
  updateRefreshTokenHash,
  updateSession,
  updateUser,
};

export type ChangePasswordRepository = typeof changePasswordRepository;
