// POST /auth/register. Contract: #/paths/~1auth~1register/post
import { declaredError } from '../../http/errors.js';
import type { RegisterUserResult } from './service.js';

/** A declared error of `registerUser`; its status tells which. */
export const RegisterUserError = declaredError<RegisterUserResult>('RegisterUserError');

export type RegisterUserError = InstanceType<typeof RegisterUserError>;
