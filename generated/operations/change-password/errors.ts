// POST /auth/password/change. Contract: #/paths/~1auth~1password~1change/post
import { declaredError } from '../../http/errors.js';
import type { ChangePasswordResult } from './service.js';

/** A declared error of `changePassword`; its status tells which. */
export const ChangePasswordError = declaredError<ChangePasswordResult>('ChangePasswordError');

export type ChangePasswordError = InstanceType<typeof ChangePasswordError>;
