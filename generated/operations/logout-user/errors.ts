// POST /auth/logout. Contract: #/paths/~1auth~1logout/post
import { declaredError } from '../../http/errors.js';
import type { LogoutUserResult } from './service.js';

/** A declared error of `logoutUser`; its status tells which. */
export const LogoutUserError = declaredError<LogoutUserResult>('LogoutUserError');

export type LogoutUserError = InstanceType<typeof LogoutUserError>;
