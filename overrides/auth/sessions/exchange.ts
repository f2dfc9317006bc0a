import { serviceUnavailable } from '../../../generated/http/errors.js';
import type { CognitoTokens } from '../../aws/cognito-auth.js';
import { adminRefreshTokens, getTokensFromRefreshToken } from '../../aws/cognito-refresh.js';
import { isAboutClientSecret, isNamed } from '../../aws/errors.js';
import { cognitoFault } from '../cognito-faults.js';
import type { DomainContext } from '../context.js';
import { clientSecret, forgetClientSecret, secretHash } from '../login/client-secret.js';

/** What Cognito answers to a refresh token. */
export type Exchange =
  | { readonly kind: 'exchanged'; readonly tokens: CognitoTokens }
  /** It was replaced before, and the grace is over. */
  | { readonly kind: 'reused' }
  | { readonly kind: 'refused' };

/**
 * Exchanges a user's refresh token at Cognito: for a new one with rotation, else for an access token alone.
 *
 * @throws HttpError 503 when Cognito throttles or is down; other errors of AWS
 */
export async function exchange(token: string, userId: string, context: DomainContext): Promise<Exchange> {
  try {
    const tokens = context.settings.refreshTokenRotation
      ? await getTokensFromRefreshToken(token, await clientSecret())
      : await adminRefreshTokens(token, await secretHash(userId));
    return { kind: 'exchanged', tokens };
  } catch (error) {
    if (isAboutClientSecret(error)) {
      forgetClientSecret();
      throw serviceUnavailable(1, error);
    }
    if (isNamed(error, 'RefreshTokenReuseException')) return { kind: 'reused' };
    if (isNamed(error, 'NotAuthorizedException', 'UserNotFoundException')) return { kind: 'refused' };
    throw cognitoFault(error, context);
  }
}
