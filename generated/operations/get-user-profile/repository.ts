// GET /users/profile. Contract: #/paths/~1users~1profile/get
import { createUser, deleteUser, findUserByEmailIndex, getUser, putUser, updateUser } from '../../entities/user.js';

/** The data access of this operation. */
export const getUserProfileRepository = {
  createUser,
  deleteUser,
  findUserByEmailIndex,
  getUser,
  putUser,
  updateUser,
};

export type GetUserProfileRepository = typeof getUserProfileRepository;
