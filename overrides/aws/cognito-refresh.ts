import { AdminInitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { environment } from '../../generated/http/environment.js';
import { cognito } from './cognito-client.js';

/** A fresh access token. The refresh token that it came from stays as it is. */
export interface FreshAccess {
  readonly accessToken: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
}

/**
 * `AdminInitiateAuth` with `REFRESH_TOKEN_AUTH`, for a client whose refresh tokens do not rotate: it changes nothing, so
 * that one whose answer got lost is as good as none.
 *
 * @param secretHash over the user's `sub`, whatever name was used to log in
 * @throws NotAuthorizedException and the other errors of Cognito
 */
export async function adminRefreshTokens(refreshToken: string, secretHash: string): Promise<FreshAccess> {
  const { AuthenticationResult } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: environment('COGNITO_USER_POOL_ID'),
      ClientId: environment('COGNITO_CLIENT_ID'),
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refreshToken, SECRET_HASH: secretHash },
    }),
  );
  const { AccessToken, ExpiresIn } = AuthenticationResult ?? {};
  if (AccessToken === undefined || ExpiresIn === undefined) {
    throw new Error('Cognito answered a refresh without an access token.');
  }
  return { accessToken: AccessToken, expiresIn: ExpiresIn };
}
