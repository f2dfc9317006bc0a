// POST /auth/login. Contract: #/paths/~1auth~1login/post
import { declaredError } from '../../http/errors.js';
import type { LoginUserResult } from './service.js';

/** A declared error of `loginUser`; its status tells which. */
export const LoginUserError = declaredError<LoginUserResult>('LoginUserError');

export type LoginUserError = InstanceType<typeof LoginUserError>;
