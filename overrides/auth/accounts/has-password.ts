import type { User } from '../../../generated/entities/index.js';
import type { CognitoUser } from '../../aws/cognito-users.js';

/**
 * Whether an account's registration came to its end: the password counts. An account that was ever logged in to is
 * whole, whatever an administrator has done to it since.
 */
export function hasPassword({ status }: CognitoUser, { lastLoginAt }: User): boolean {
  return status !== 'FORCE_CHANGE_PASSWORD' || lastLoginAt !== undefined;
}
