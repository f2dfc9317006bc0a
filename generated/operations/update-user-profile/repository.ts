// PUT /users/profile. Contract: #/paths/~1users~1profile/put
import { getUser, updateUser } from '../../entities/user.js';

/** The data access of this operation. */
export const updateUserProfileRepository = {
  getUser,
  updateUser,
};

export type UpdateUserProfileRepository = typeof updateUserProfileRepository;
