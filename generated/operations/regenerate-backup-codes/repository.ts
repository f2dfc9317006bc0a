// POST /auth/mfa/backup-codes. Contract: #/paths/~1auth~1mfa~1backup-codes/post
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
import { createUser, deleteUser, findUserByEmailIndex, getUser, putUser, updateUser } from '../../entities/user.js';

/** The data access of this operation. */
export const regenerateBackupCodesRepository = {
  createBackupCodes,
  createRateCounter,
  createUser,
  deleteBackupCodes,
  deleteRateCounter,
  deleteUser,
  findUserByEmailIndex,
  getBackupCodes,
  getRateCounter,
  getUser,
  listRateCounter,
  putBackupCodes,
  putRateCounter,
  putUser,
  updateBackupCodes,
  updateRateCounter,
  updateUser,
};

export type RegenerateBackupCodesRepository = typeof regenerateBackupCodesRepository;
