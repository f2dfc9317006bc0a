// POST /auth/password/reset-request. Contract: #/paths/~1auth~1password~1reset-request/post
import {
  createRateCounter,
  deleteRateCounter,
  getRateCounter,
  listRateCounter,
  putRateCounter,
  updateRateCounter,
} from '../../entities/rate-counter.js';

/** The data access of this operation. */
export const requestPasswordResetRepository = {
  createRateCounter,
  deleteRateCounter,
  getRateCounter,
  listRateCounter,
  putRateCounter,
  updateRateCounter,
};

export type RequestPasswordResetRepository = typeof requestPasswordResetRepository;
