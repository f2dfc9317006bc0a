// POST /auth/password/reset-confirm. Contract: #/paths/~1auth~1password~1reset-confirm/post
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
  createAccountIntent,
  createOneTimeToken,
  createRefreshTokenHash,
  createSession,
  createUser,
  deleteAccountIntent,
  deleteOneTimeToken,
  deleteRefreshTokenHash,
  deleteSession,
  deleteUser,
  findAccountIntentByDueIndex,
  findUserByEmailIndex,
  getAccountIntent,
  getOneTimeToken,
  getRefreshTokenHash,
  getSession,
  getUser,
  listAccountIntent,
  listSession,
  putAccountIntent,
  putOneTimeToken,
  putRefreshTokenHash,
  putSession,
  putUser,
  updateAccountIntent,
  updateOneTimeToken,
  updateRefreshTokenHash,
  updateSession,
  updateUser,
};

export type ConfirmPasswordResetRepository = typeof confirmPasswordResetRepository;
