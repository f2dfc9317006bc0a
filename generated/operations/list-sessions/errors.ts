// GET /auth/sessions. Contract: #/paths/~1auth~1sessions/get
import { declaredError } from '../../http/errors.js';
import type { ListSessionsResult } from './service.js';

/** A declared error of `listSessions`; its status tells which. */
export const ListSessionsError = declaredError<ListSessionsResult>('ListSessionsError');

export type ListSessionsError = InstanceType<typeof ListSessionsError>;
