import { badRequest } from '../../../generated/http/errors.js';
import type { ListSessionsService } from '../../../generated/operations/list-sessions/service.js';
import { pageOf } from '../../auth/sessions/pages.js';
import { callerOf } from '../../auth/sessions/principal.js';
import { shownSessions } from '../../auth/sessions/shown.js';

/** Sessions of a page unless the caller says how many. */
const defaultLimit = 50;

/** Lists the caller's sessions that stand, the latest login first. An account has few enough to sort them at once. */
export const listSessions: ListSessionsService = async ({ query, principal }, context) => {
  const { limit = defaultLimit, cursor } = query;
  const sessions = await shownSessions(callerOf(principal), context, context.repository.listSession);
  const page = pageOf(sessions, limit, cursor);
  if (page === undefined) {
    throw badRequest([{ field: 'query.cursor', message: 'Must be the nextCursor of the page before.' }]);
  }
  return { status: 200, body: page };
};
