// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import { createUser, deleteUser, findUserByEmailIndex, getUser, putUser, updateUser } from '../../entities/user.js';

/** The data access of this operation. */
export const setupMfaRepository = {
  createUser,
  deleteUser,
  findUserByEmailIndex,
  getUser,
  putUser,
  updateUser,
};

export type SetupMfaRepository = typeof setupMfaRepository;
