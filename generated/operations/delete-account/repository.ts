// POST /users/me/delete. Contract: #/paths/~1users~1me~1delete/post
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
  createEmailReservation,
  deleteEmailReservation,
  getEmailReservation,
  putEmailReservation,
  updateEmailReservation,
} from '../../entities/email-reservation.js';
import {
  createOneTimeToken,
  deleteOneTimeToken,
  getOneTimeToken,
  putOneTimeToken,
  updateOneTimeToken,
} from '../../entities/one-time-token.js';
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
export const deleteAccountRepository = {
  createAccountIntent,
  createBackupCodes,
  createEmailReservation,
  createOneTimeToken,
  createRateCounter,
  createRefreshTokenHash,
  createSession,
  createUser,
  deleteAccountIntent,
  deleteBackupCodes,
  deleteEmailReservation,
  deleteOneTimeToken,
  deleteRateCounter,
  deleteRefreshTokenHash,
  deleteSession,
  deleteUser,
  findAccountIntentByDueIndex,
  findUserByEmailIndex,
  getAccountIntent,
  getBackupCodes,
  getEmailReservation,
  getOneTimeToken,
  getRateCounter,
  getRefreshTokenHash,
  getSession,
  getUser,
  listAccountIntent,
  listRateCounter,
  listSession,
  putAccountIntent,
  putBackupCodes,
  putEmailReservation,
  putOneTimeToken,
  putRateCounter,
  putRefreshTokenHash,
  putSession,
  putUser,
  updateAccountIntent,
  updateBackupCodes,
  updateEmailReservation,
  updateOneTimeToken,
  updateRateCounter,
  updateRefreshTokenHash,
  updateSession,
  updateUser,
};

export type DeleteAccountRepository = typeof deleteAccountRepository;
