// PUT /users/profile. Contract: #/paths/~1users~1profile/put
import { createUser, deleteUser, findUserByEmailIndex, getUser, putUser, updateUser } from '../../entities/user.js';

/** The data access of this operation. */
export const updateUserProfileRepository = {
  createUser,
  deleteUser,
  findUserByEmailIndex,
  getUser,
  putUser,
  updateUser,
};

export type UpdateUserProfileRepository = typeof updateUserProfileRepository;
