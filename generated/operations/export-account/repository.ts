// GET /users/me/export. Contract: #/paths/~1users~1me~1export/get
import {
  createSession,
  deleteSession,
  getSession,
  listSession,
  putSession,
  updateSession,
} from '../../entities/session.js';
import { createUser, deleteUser, findUserByEmailIndex, getUser, putUser, updateUser } from '../../entities/user.js';

/** The data access of this operation. */
export const exportAccountRepository = {
  createSession,
  createUser,
  deleteSession,
  deleteUser,
  findUserByEmailIndex,
  getSession,
  getUser,
  listSession,
  putSession,
  putUser,
  updateSession,
  updateUser,
};

export type ExportAccountRepository = typeof exportAccountRepository;
