import { serviceUnavailable } from '../../../generated/http/errors.js';
import { adminInitiateAuth } from '../../aws/cognito-auth.js';
import type { CognitoTokens } from '../../aws/cognito-auth.js';
import { isAboutClientSecret, isNamed } from '../../aws/errors.js';
import { cognitoUsername } from '../accounts/cognito-username.js';
import { cognitoFault } from '../cognito-faults.js';
import type { RequestContext } from '../context.js';
import { forgetClientSecret, secretHash } from './client-secret.js';

/** Seconds. Our secret was refused, which says nothing about the password: the next try reads the secret anew. */
const retryAfterSecret = 1;

/** What Cognito answers for an unknown user, a wrong password, a disabled, an unconfirmed and a reset user. */
const refusals = [
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'UserNotConfirmedException',
  'UserNotFoundException',
];

/**
 * Asks Cognito whether a password is an account's. Cognito mints tokens as the proof: whoever needs no session
 * revokes them.
 *
 * @param email normalised: no other spelling may reach Cognito, or it would have limits of its own
 * @returns undefined when it is not, or the account cannot log in; which of the two nobody is told
 * @throws HttpError 503 when Cognito throttles or is down; other errors of AWS
 */
export async function provePassword(
  email: string,
  password: string,
  context: Pick<RequestContext, 'metrics' | 'source'>,
): Promise<CognitoTokens | undefined> {
  const username = cognitoUsername(email);
  const hash = await secretHash(username);
  try {
    return await adminInitiateAuth({ username, password, secretHash: hash, caller: context.source });
  } catch (error) {
    if (isAboutClientSecret(error)) {
      forgetClientSecret();
      throw serviceUnavailable(retryAfterSecret, error);
    }
    if (isNamed(error, ...refusals)) return undefined;
    throw cognitoFault(error, context);
  }
}
