import { AdminInitiateAuthCommand, GetTokensFromRefreshTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { environment } from '../../generated/http/environment.js';
import type { CognitoTokens } from './cognito-auth.js';
import { cognito } from './cognito-client.js';

/**
 * `GetTokensFromRefreshToken`, for a client with refresh token rotation: fresh tokens, also a new refresh token. The
 * old one can be used for the grace that the client is set up with.
 *
 * @throws NotAuthorizedException, RefreshTokenReuseException and the other errors of Cognito
 */
export async function getTokensFromRefreshToken(refreshToken: string, clientSecret: string): Promise<CognitoTokens> {
  const { AuthenticationResult } = await cognito.send(
    new GetTokensFromRefreshTokenCommand({
      ClientId: environment('COGNITO_CLIENT_ID'),
      ClientSecret: clientSecret,
      RefreshToken: refreshToken,
    }),
  );
  return tokensOf(AuthenticationResult, AuthenticationResult?.RefreshToken);
}

/**
 * `AdminInitiateAuth` with `REFRESH_TOKEN_AUTH`, for a client without rotation: a fresh access token; the refresh token
 * stays the same.
 *
 * @param secretHash over the user's `sub`, whatever name was used to log in
 * @throws NotAuthorizedException and the other errors of Cognito
 */
export async function adminRefreshTokens(refreshToken: string, secretHash: string): Promise<CognitoTokens> {
  const { AuthenticationResult } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: environment('COGNITO_USER_POOL_ID'),
      ClientId: environment('COGNITO_CLIENT_ID'),
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refreshToken, SECRET_HASH: secretHash },
    }),
  );
  return tokensOf(AuthenticationResult, refreshToken);
}

function tokensOf(result: AuthenticationResultType | undefined, refreshToken: string | undefined): CognitoTokens {
  const { AccessToken, ExpiresIn } = result ?? {};
  if (AccessToken === undefined || refreshToken === undefined || ExpiresIn === undefined) {
    throw new Error('Cognito answered a refresh without one of its tokens.');
  }
  return { accessToken: AccessToken, refreshToken, expiresIn: ExpiresIn };
}
