// POST /auth/password/reset-confirm. Contract: #/paths/~1auth~1password~1reset-confirm/post
import { declaredError } from '../../http/errors.js';
import type { ConfirmPasswordResetResult } from './service.js';

/** A declared error of `confirmPasswordReset`; its status tells which. */
export const ConfirmPasswordResetError = declaredError<ConfirmPasswordResetResult>('ConfirmPasswordResetError');

export type ConfirmPasswordResetError = InstanceType<typeof ConfirmPasswordResetError>;
