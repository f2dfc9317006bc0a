// GET /auth/sessions. Contract: #/paths/~1auth~1sessions/get
import {
  createSession,
  deleteSession,
  getSession,
  listSession,
  putSession,
  updateSession,
} from '../../entities/session.js';

/** The data access of this operation. */
export const listSessionsRepository = {
  createSession,
  deleteSession,
  getSession,
  listSession,
  putSession,
  updateSession,
};

export type ListSessionsRepository = typeof listSessionsRepository;
