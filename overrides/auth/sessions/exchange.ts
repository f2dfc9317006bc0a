import { serviceUnavailable } from '../../../generated/http/errors.js';
import { adminRefreshTokens, type FreshAccess } from '../../aws/cognito-refresh.js';
import { isAboutClientSecret, isNamed } from '../../aws/errors.js';
import { cognitoFault } from '../cognito-faults.js';
import type { DomainContext } from '../context.js';
import { forgetClientSecret, secretHash } from '../login/client-secret.js';

/** Seconds. Our secret was refused: the next try reads it anew. */
const retryAfterSecret = 1;

/**
 * Asks Cognito for an access token of a session.
 *
 * @returns undefined when Cognito has ended the session
 * @throws HttpError 503 when Cognito throttles or is down; other errors of AWS
 */
export async function freshAccess(
  cognitoToken: string,
  userId: string,
  context: DomainContext,
): Promise<FreshAccess | undefined> {
  const hash = await secretHash(userId);
  try {
    return await adminRefreshTokens(cognitoToken, hash);
  } catch (error) {
    if (isAboutClientSecret(error)) {
      forgetClientSecret();
      throw serviceUnavailable(retryAfterSecret, error);
    }
    if (isNamed(error, 'NotAuthorizedException', 'UserNotFoundException')) return undefined;
    throw cognitoFault(error, context);
  }
}
