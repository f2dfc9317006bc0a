// GET /users/me/export. Contract: #/paths/~1users~1me~1export/get
import { listSession } from '../../entities/session.js';
import { getUser } from '../../entities/user.js';

/** The data access of this operation. */
export const exportAccountRepository = {
  getUser,
  listSession,
};

export type ExportAccountRepository = typeof exportAccountRepository;
