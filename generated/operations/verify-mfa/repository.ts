// POST /auth/mfa/verify. Contract: #/paths/~1auth~1mfa~1verify/post
import {
  createBackupCodes,
  deleteBackupCodes,
  getBackupCodes,
  putBackupCodes,
  updateBackupCodes,
} from '../../entities/backup-codes.js';
import {
  createMfaChallenge,
  deleteMfaChallenge,
  findMfaChallengeByDueIndex,
  getMfaChallenge,
  putMfaChallenge,
  updateMfaChallenge,
} from '../../entities/mfa-challenge.js';
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
export const verifyMfaRepository = {
  createBackupCodes,
  createMfaChallenge,
  createRateCounter,
  createRefreshTokenHash,
  createSession,
  createUser,
  deleteBackupCodes,
  deleteMfaChallenge,
  deleteRateCounter,
  deleteRefreshTokenHash,
  deleteSession,
  deleteUser,
  findMfaChallengeByDueIndex,
  findUserByEmailIndex,
  getBackupCodes,
  getMfaChallenge,
  getRateCounter,
  getRefreshTokenHash,
  getSession,
  getUser,
  listRateCounter,
  listSession,
  putBackupCodes,
  putMfaChallenge,
  putRateCounter,
  putRefreshTokenHash,
  putSession,
  putUser,
  updateBackupCodes,
  updateMfaChallenge,
  updateRateCounter,
  updateRefreshTokenHash,
  updateSession,
  updateUser,
};

export type VerifyMfaRepository = typeof verifyMfaRepository;
