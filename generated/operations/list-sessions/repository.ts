// GET /auth/sessions. Contract: #/paths/~1auth~1sessions/get
import { listSession } from '../../entities/session.js';

/** The data access of this operation. */
export const listSessionsRepository = {
  listSession,
};

export type ListSessionsRepository = typeof listSessionsRepository;
