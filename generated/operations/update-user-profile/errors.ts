// PUT /users/profile. Contract: #/paths/~1users~1profile/put
import { declaredError } from '../../http/errors.js';
import type { UpdateUserProfileResult } from './service.js';

/** A declared error of `updateUserProfile`; its status tells which. */
export const UpdateUserProfileError = declaredError<UpdateUserProfileResult>('UpdateUserProfileError');

export type UpdateUserProfileError = InstanceType<typeof UpdateUserProfileError>;
