// GET /users/profile. Contract: #/paths/~1users~1profile/get
import { getUser } from '../../entities/user.js';

/** The data access of this operation. */
export const getUserProfileRepository = {
  getUser,
};

export type GetUserProfileRepository = typeof getUserProfileRepository;
