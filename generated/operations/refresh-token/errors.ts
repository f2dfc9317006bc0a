// POST /auth/refresh. Contract: #/paths/~1auth~1refresh/post
import { declaredError } from '../../http/errors.js';
import type { RefreshTokenResult } from './service.js';

/** A declared error of `refreshToken`; its status tells which. */
export const RefreshTokenError = declaredError<RefreshTokenResult>('RefreshTokenError');

export type RefreshTokenError = InstanceType<typeof RefreshTokenError>;
