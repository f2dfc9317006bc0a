import { AwsError } from '../endpoint/index.js';

/*
 * The refusals of Cognito that more than one action uses. Names are those of the API reference, whose
 * pages do not give the texts; these are the ones that the service is known to send.
 */

/** @returns `NotAuthorizedException` */
export const notAuthorized = (message: string): AwsError => new AwsError('NotAuthorizedException', message);

/** @returns `InvalidParameterException` */
export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', message);

/** @returns the one answer for a wrong password and, if so set, for an unknown user */
export const incorrectCredentials = (): AwsError => notAuthorized('Incorrect username or password.');

/** @returns `UserNotFoundException` */
export const userNotFound = (): AwsError => new AwsError('UserNotFoundException', 'User does not exist.');

/** @returns `NotAuthorizedException` of a disabled user, whose password is not looked at */
export const userDisabled = (): AwsError => notAuthorized('User is disabled.');

/** @returns what the email of another user is answered at creation */
export const emailTaken = (): AwsError =>
  new AwsError('UsernameExistsException', 'An account with the given email already exists.');

/** @returns what the email of another user is answered at a change of attributes */
export const aliasTaken = (): AwsError =>
  new AwsError('AliasExistsException', 'An account with the given email already exists.');
