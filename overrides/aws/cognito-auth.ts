import { AdminInitiateAuthCommand, RevokeTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { environment } from '../../generated/http/environment.js';
import { cognito } from './cognito-client.js';

/** What Cognito hands out for a proven password. Held in memory and in encrypted form only. */
export interface CognitoTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
}

/** A password to be proven. */
export interface PasswordLogin {
  readonly username: string;
  readonly password: string;
  /** The keyed hash that a client with a secret sends along. */
  readonly secretHash: string;
  /** Who asks: threat protection judges the login by it. */
  readonly caller: { readonly address: string; readonly userAgent: string };
}

/** What threat protection is told of the place where callers log in. */
const loginPlace = { ServerName: 'api', ServerPath: '/auth/login' };

/**
 * `AdminInitiateAuth` with `ADMIN_USER_PASSWORD_AUTH`.
 *
 * @returns the tokens, or undefined when Cognito asks for more than the password: a user who is not yet
 * confirmed (`NEW_PASSWORD_REQUIRED`) has none
 * @throws NotAuthorizedException and the other errors of Cognito
 */
export async function adminInitiateAuth(login: PasswordLogin): Promise<CognitoTokens | undefined> {
  const { AuthenticationResult } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: environment('COGNITO_USER_POOL_ID'),
      ClientId: environment('COGNITO_CLIENT_ID'),
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: login.username, PASSWORD: login.password, SECRET_HASH: login.secretHash },
      ContextData: {
        ...loginPlace,
        IpAddress: login.caller.address,
        HttpHeaders: [{ headerName: 'User-Agent', headerValue: login.caller.userAgent }],
      },
    }),
  );
  if (AuthenticationResult === undefined) return undefined;
  const { AccessToken, RefreshToken, ExpiresIn } = AuthenticationResult;
  if (AccessToken === undefined || RefreshToken === undefined || ExpiresIn === undefined) {
    throw new Error('Cognito answered a login without one of its tokens.');
  }
  return { accessToken: AccessToken, refreshToken: RefreshToken, expiresIn: ExpiresIn };
}

/** `RevokeToken`: the refresh token and the access tokens that came from it are refused by Cognito from now on. */
export async function revokeToken(refreshToken: string, clientSecret: string): Promise<void> {
  await cognito.send(
    new RevokeTokenCommand({
      ClientId: environment('COGNITO_CLIENT_ID'),
      ClientSecret: clientSecret,
      Token: refreshToken,
    }),
  );
}
