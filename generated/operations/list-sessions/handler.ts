// GET /auth/sessions. Contract: #/paths/~1auth~1sessions/get
import { listSessions } from '../../../overrides/operations/list-sessions/service.js';
import { createHandler } from '../../http/handler.js';
import { listSessionsDefinition } from './models.js';
import { listSessionsRepository } from './repository.js';
import type { ListSessionsService } from './service.js';

const service: ListSessionsService = listSessions;

/** List the places where the user is logged in */
export const handler = createHandler(listSessionsDefinition, {
  service,
  repository: listSessionsRepository,
});
