// DELETE /auth/sessions/{sessionId}. Contract: #/paths/~1auth~1sessions~1{sessionId}/delete
import { getSession } from '../../entities/session.js';

/** The data access of this operation. */
export const revokeSessionRepository = {
  getSession,
};

export type RevokeSessionRepository = typeof revokeSessionRepository;
