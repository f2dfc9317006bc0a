// POST /auth/email/verify. Contract: #/paths/~1auth~1email~1verify/post
import {
  createOneTimeToken,
  deleteOneTimeToken,
  getOneTimeToken,
  putOneTimeToken,
  updateOneTimeToken,
} from '../../entities/one-time-token.js';
import { createUser, deleteUser, findUserByEmailIndex, getUser, putUser, updateUser } from '../../entities/user.js';

/** The data access of this operation. */
export const verifyEmailRepository = {
  createOneTimeToken,
  createUser,
  deleteOneTimeToken,
  deleteUser,
  findUserByEmailIndex,
  getOneTimeToken,
  getUser,
  putOneTimeToken,
  putUser,
  updateOneTimeToken,
  updateUser,
};

export type VerifyEmailRepository = typeof verifyEmailRepository;
