// POST /auth/register. Contract: #/paths/~1auth~1register/post
import {
  createEmailReservation,
  deleteEmailReservation,
  getEmailReservation,
  putEmailReservation,
  updateEmailReservation,
} from '../../entities/email-reservation.js';
import {
  createRateCounter,
  deleteRateCounter,
  getRateCounter,
  listRateCounter,
  putRateCounter,
  updateRateCounter,
} from '../../entities/rate-counter.js';
import {
  createRegistrationIntent,
  deleteRegistrationIntent,
  findRegistrationIntentByDueIndex,
  getRegistrationIntent,
  listRegistrationIntent,
  putRegistrationIntent,
  updateRegistrationIntent,
} from '../../entities/registration-intent.js';
import { createUser, deleteUser, findUserByEmailIndex, getUser, putUser, updateUser } from '../../entities/user.js';

/** The data access of this operation. */
export const registerUserRepository = {
  createEmailReservation,
  createRateCounter,
  createRegistrationIntent,
  createUser,
  deleteEmailReservation,
  deleteRateCounter,
  deleteRegistrationIntent,
  deleteUser,
  findRegistrationIntentByDueIndex,
  findUserByEmailIndex,
  getEmailReservation,
  getRateCounter,
  getRegistrationIntent,
  getUser,
  listRateCounter,
  listRegistrationIntent,
  putEmailReservation,
  putRateCounter,
  putRegistrationIntent,
  putUser,
  updateEmailReservation,
  updateRateCounter,
  updateRegistrationIntent,
  updateUser,
};

export type RegisterUserRepository = typeof registerUserRepository;
