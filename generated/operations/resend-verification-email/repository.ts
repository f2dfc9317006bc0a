// POST /auth/email/resend. Contract: #/paths/~1auth~1email~1resend/post
import {
  createRateCounter,
  deleteRateCounter,
  getRateCounter,
  listRateCounter,
  putRateCounter,
  updateRateCounter,
} from '../../entities/rate-counter.js';

/** The data access of this operation. */
export const resendVerificationEmailRepository = {
  createRateCounter,
  deleteRateCounter,
  getRateCounter,
  listRateCounter,
  putRateCounter,
  updateRateCounter,
};

export type ResendVerificationEmailRepository = typeof resendVerificationEmailRepository;
