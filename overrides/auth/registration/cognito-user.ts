import type { RegistrationIntent } from '../../../generated/entities/index.js';
import { serviceUnavailable } from '../../../generated/http/errors.js';
import { adminCreateUser, adminDeleteUser, adminGetUser, adminSetUserPassword } from '../../aws/cognito-users.js';
import type { CognitoUser } from '../../aws/cognito-users.js';
import { changedNothing, isNamed } from '../../aws/errors.js';
import { cognitoUsername } from '../accounts/cognito-username.js';
import { refusedByPool, type PasswordRefused } from '../passwords/refusal.js';

/** What became of the attempt to make the Cognito user. In all but the first case nothing was made. */
export type PendingUser =
  | { readonly kind: 'made'; readonly userId: string }
  | { readonly kind: 'taken' }
  | PasswordRefused
  | { readonly kind: 'refused'; readonly error: unknown };

/**
 * Makes the Cognito user of an attempt, who cannot log in yet. A user of that name who carries this attempt's id is
 * our own: the SDK tried again after a time-out and met its earlier success.
 *
 * @throws the error of Cognito when the user may have been made
 */
export async function makePendingUser(attempt: RegistrationIntent, password: string): Promise<PendingUser> {
  const { email, attemptId } = attempt;
  const username = cognitoUsername(email);
  try {
    return { kind: 'made', userId: await adminCreateUser({ username, password, attemptId }) };
  } catch (error) {
    if (isNamed(error, 'InvalidPasswordException')) return refusedByPool;
    if (!isNamed(error, 'UsernameExistsException')) {
      if (changedNothing(error)) return { kind: 'refused', error };
      throw error;
    }
    const found = await adminGetUser(username);
    // Gone again: a rival was rolled back in between. Whoever asks again will be served.
    if (found === undefined) return { kind: 'refused', error: serviceUnavailable(1, error) };
    return found.attemptId === attemptId ? { kind: 'made', userId: found.userId } : { kind: 'taken' };
  }
}

/**
 * Makes the password of a pending user count: from then on the user can log in.
 *
 * @throws the errors of Cognito
 */
export async function confirmUser(userId: string, password: string): Promise<void> {
  await adminSetUserPassword(userId, password);
}

/** The Cognito user that an attempt made, if there is one. */
export async function userOf({ email, attemptId }: RegistrationIntent): Promise<CognitoUser | undefined> {
  const user = await adminGetUser(cognitoUsername(email));
  return user?.attemptId === attemptId ? user : undefined;
}

/**
 * Removes the Cognito user that an attempt made, if there is one. It is deleted by its `sub`, so that a user of the
 * same name who came later cannot be hit.
 */
export async function removePendingUser(attempt: RegistrationIntent): Promise<void> {
  const user = await userOf(attempt);
  if (user !== undefined) await adminDeleteUser(user.userId);
}
