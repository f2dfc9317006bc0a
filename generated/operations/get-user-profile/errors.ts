// GET /users/profile. Contract: #/paths/~1users~1profile/get
import { declaredError } from '../../http/errors.js';
import type { GetUserProfileResult } from './service.js';

/** A declared error of `getUserProfile`; its status tells which. */
export const GetUserProfileError = declaredError<GetUserProfileResult>('GetUserProfileError');

export type GetUserProfileError = InstanceType<typeof GetUserProfileError>;
