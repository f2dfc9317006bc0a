import { AwsError } from '../endpoint/index.js';
import { grantChange, hashToken, isRevoked, newRefreshToken, tokenChange } from './grants.js';
import { isSame, isSecretHash } from './identity.js';
import { verifyJwt } from './jwt.js';
import { requireClient } from './pool.js';
import type { Pool } from './pool.js';
import { invalidParameter, notAuthorized, userDisabled } from './refusals.js';
import type { Request } from './requests.js';
import { requireParameter } from './sign-in.js';
import type { AuthParameters } from './sign-in.js';
import type { Change, Grant, RefreshToken, User } from './state.js';
import { signTokens } from './tokens.js';

/** A refresh token that may be used now, with what it belongs to. */
interface Usable {
  readonly token: RefreshToken;
  readonly grant: Grant;
  readonly user: User;
}

/**
 * `GetTokensFromRefreshToken`: with rotation, also a new refresh token, which ends when the first one would
 * have ("Refresh token rotation" of the developer guide). The token given stays usable for the grace.
 *
 * @throws AwsError `NotAuthorizedException`, `RefreshTokenReuseException`, and those of the trigger
 */
export async function getTokensFromRefreshToken(
  pool: Pool,
  request: Request<'GetTokensFromRefreshToken'>,
): Promise<object> {
  requireClient(pool, request.ClientId);
  requireClientSecret(pool, request.ClientSecret, notAuthorized);
  const before = requireUsable(pool, request.RefreshToken);
  const tokens = await signTokens(
    pool,
    before.user,
    before.grant,
    'TokenGeneration_RefreshTokens',
    request.ClientMetadata,
  );
  // Again, since signing took a while: of two that rotate the same token without grace, one is too late.
  const { token, grant } = requireUsable(pool, request.RefreshToken);
  if (!pool.settings.rotation.enabled) return { AuthenticationResult: tokens };
  const refresh = newRefreshToken(grant);
  const spent: Change[] = token.rotatedAt === undefined ? [tokenChange({ ...token, rotatedAt: pool.now() })] : [];
  await pool.commit([...spent, tokenChange(refresh.record)]);
  return { AuthenticationResult: { ...tokens, RefreshToken: refresh.text } };
}

/**
 * `REFRESH_TOKEN_AUTH`: access and ID token. Its `SECRET_HASH` is over the username that Cognito generated,
 * whatever name was used to sign in.
 *
 * @throws AwsError `InvalidParameterException`, `NotAuthorizedException`, and those of the trigger
 */
export async function signInWithRefreshToken(
  pool: Pool,
  parameters: AuthParameters,
  clientMetadata: Readonly<Record<string, string>> | undefined,
): Promise<object> {
  const text = requireParameter(parameters, 'REFRESH_TOKEN');
  const secretHash = parameters['SECRET_HASH'];
  if (secretHash === undefined) {
    throw notAuthorized(`Client ${pool.identity.clientId} is configured with secret but SECRET_HASH was not received`);
  }
  const { grant, user } = requireUsable(pool, text);
  if (!isSecretHash(secretHash, user.sub, pool.identity)) {
    throw notAuthorized(`SecretHash does not match for the client: ${pool.identity.clientId}`);
  }
  const tokens = await signTokens(pool, user, grant, 'TokenGeneration_RefreshTokens', clientMetadata);
  requireUsable(pool, text);
  return { AuthenticationResult: tokens, ChallengeParameters: {} };
}

/**
 * `RevokeToken`: ends all that came from the same authentication. A token that is not known is no error (RFC 7009, 2.2).
 *
 * @throws AwsError `InvalidParameterException`, `UnauthorizedException`, `UnsupportedTokenTypeException`
 */
export async function revokeToken(pool: Pool, request: Request<'RevokeToken'>): Promise<object> {
  if (request.ClientId !== pool.identity.clientId) throw invalidParameter('Invalid client id.');
  requireClientSecret(pool, request.ClientSecret, (message) => new AwsError('UnauthorizedException', message));
  if (verifyJwt(request.Token, pool.key) !== undefined) {
    throw new AwsError('UnsupportedTokenTypeException', 'Unsupported token type');
  }
  const token = pool.state.tokens.get(hashToken(request.Token));
  const grant = token === undefined ? undefined : pool.state.grants.get(token.originJti);
  if (grant !== undefined && !grant.revoked) await pool.commit([grantChange({ ...grant, revoked: true })]);
  return {};
}

function requireUsable({ state, settings, now }: Pool, text: string): Usable {
  const token = state.tokens.get(hashToken(text));
  const grant = token === undefined ? undefined : state.grants.get(token.originJti);
  if (token === undefined || grant === undefined) throw notAuthorized('Invalid Refresh Token');
  const user = state.users.get(grant.sub);
  if (user !== undefined && !user.enabled) throw userDisabled();
  if (user === undefined || isRevoked(grant, user)) throw notAuthorized('Refresh Token has been revoked');
  if (now() >= grant.expiresAt) throw notAuthorized('Refresh Token has expired');
  if (token.rotatedAt !== undefined && now() >= token.rotatedAt + settings.rotation.graceSeconds * 1_000) {
    throw new AwsError('RefreshTokenReuseException', 'Refresh token has been invalidated by rotation.');
  }
  return { token, grant, user };
}

function requireClientSecret(
  { identity }: Pool,
  given: string | undefined,
  refuse: (message: string) => AwsError,
): void {
  if (given !== undefined && isSame(given, identity.clientSecret)) return;
  throw refuse(`Unable to verify client secret for client ${identity.clientId}`);
}
