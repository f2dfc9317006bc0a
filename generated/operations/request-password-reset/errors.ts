// POST /auth/password/reset-request. Contract: #/paths/~1auth~1password~1reset-request/post
import { declaredError } from '../../http/errors.js';
import type { RequestPasswordResetResult } from './service.js';

/** A declared error of `requestPasswordReset`; its status tells which. */
export const RequestPasswordResetError = declaredError<RequestPasswordResetResult>('RequestPasswordResetError');

export type RequestPasswordResetError = InstanceType<typeof RequestPasswordResetError>;
