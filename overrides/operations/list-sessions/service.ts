import type { ListSessionsService } from '../../../generated/operations/list-sessions/service.js';
import { callerOf } from '../../auth/sessions/principal.js';
import { shownSessions } from '../../auth/sessions/shown.js';

/** Lists the caller's sessions that stand, the last used first. */
export const listSessions: ListSessionsService = async ({ principal }, context) => ({
  status: 200,
  body: { sessions: await shownSessions(callerOf(principal), context, context.repository.listSession) },
});
