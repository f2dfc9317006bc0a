// DELETE /auth/sessions/{sessionId}. Contract: #/paths/~1auth~1sessions~1{sessionId}/delete
import { declaredError } from '../../http/errors.js';
import type { RevokeSessionResult } from './service.js';

/** A declared error of `revokeSession`; its status tells which. */
export const RevokeSessionError = declaredError<RevokeSessionResult>('RevokeSessionError');

export type RevokeSessionError = InstanceType<typeof RevokeSessionError>;
