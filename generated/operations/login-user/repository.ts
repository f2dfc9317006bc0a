// POST /auth/login. Contract: #/paths/~1auth~1login/post
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
export const loginUserRepository = {
  createMfaChallenge,
  createRateCounter,
  createRefreshTokenHash,
  createSession,
  createUser,
  deleteMfaChallenge,
  deleteRateCounter,
  deleteRefreshTokenHash,
  deleteSession,
  deleteUser,
  findMfaChallengeByDueIndex,
  findUserByEmailIndex,
  getMfaChallenge,
  getRateCounter,
  getRefreshTokenHash,
  getSession,
  getUser,
  listRateCounter,
  listSession,
  putMfaChallenge,
  putRateCounter,
  putRefreshTokenHash,
  putSession,
  putUser,
  updateMfaChallenge,
  updateRateCounter,
  updateRefreshTokenHash,
  updateSession,
  updateUser,
};

export type LoginUserRepository = typeof loginUserRepository;
