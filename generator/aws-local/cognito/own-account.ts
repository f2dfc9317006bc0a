import { isRevoked } from './grants.js';
import { issuerOf } from './identity.js';
import { verifyJwt } from './jwt.js';
import { hashPassword, isPassword, requirePolicy } from './passwords.js';
import { removal, userChange } from './pool.js';
import type { Pool } from './pool.js';
import { incorrectCredentials, notAuthorized, userDisabled, userNotFound } from './refusals.js';
import type { Request } from './requests.js';
import type { User } from './state.js';
import { updateAttributes } from './admin-users.js';
import { userAdminScope } from './tokens.js';
import { attributeList } from './user-answer.js';

/*
 * What anybody who holds an access token with the scope `aws.cognito.signin.user.admin` can do at Cognito
 * directly. A backend that keeps its users from it takes the scope away in its trigger.
 */

/** `GetUser`. */
export function getUser(pool: Pool, { AccessToken }: Request<'GetUser'>): object {
  const user = requireOwner(pool, AccessToken);
  return { Username: user.sub, UserAttributes: attributeList(user) };
}

/** `ChangePassword`. Sessions stay. */
export async function changePassword(pool: Pool, request: Request<'ChangePassword'>): Promise<object> {
  const { sub, password } = requireOwner(pool, request.AccessToken);
  if (request.PreviousPassword === undefined || !(await isPassword(request.PreviousPassword, password))) {
    throw incorrectCredentials();
  }
  requirePolicy(request.ProposedPassword, pool.settings.passwordPolicy);
  const proposed = await hashPassword(request.ProposedPassword);
  const user = pool.state.users.get(sub);
  if (user === undefined || user.password !== password) throw incorrectCredentials();
  const at = pool.now();
  await pool.commit([
    userChange({ ...user, password: proposed, passwordSetAt: at, modifiedAt: at, status: 'CONFIRMED' }),
  ]);
  return {};
}

/** `GlobalSignOut`: ends every session that there is now, this one included. */
export async function globalSignOut(pool: Pool, { AccessToken }: Request<'GlobalSignOut'>): Promise<object> {
  const user = requireOwner(pool, AccessToken);
  await pool.commit([userChange({ ...user, epoch: user.epoch + 1 })]);
  return {};
}

/** `DeleteUser`. */
export async function deleteUser(pool: Pool, { AccessToken }: Request<'DeleteUser'>): Promise<object> {
  await pool.commit(removal(pool, requireOwner(pool, AccessToken).sub));
  return {};
}

/** `UpdateUserAttributes`, of those that the client may write. */
export async function updateUserAttributes(pool: Pool, request: Request<'UpdateUserAttributes'>): Promise<object> {
  const user = requireOwner(pool, request.AccessToken);
  if (request.UserAttributes.some(({ Name }) => !pool.settings.writableAttributes.includes(Name))) {
    throw notAuthorized('A client attempted to write unauthorized attribute');
  }
  await updateAttributes(pool, user, request.UserAttributes);
  return {};
}

/**
 * The user of an access token.
 *
 * @throws AwsError `NotAuthorizedException`, `UserNotFoundException`
 */
function requireOwner({ identity, key, state, now }: Pool, token: string): User {
  const claims = verifyJwt(token, key);
  if (claims?.['token_use'] !== 'access' || claims['iss'] !== issuerOf(identity)) {
    throw notAuthorized('Invalid Access Token');
  }
  const { exp, scope, sub, origin_jti: originJti } = claims;
  if (typeof exp !== 'number' || now() >= exp * 1_000) throw notAuthorized('Access Token has expired');
  if (typeof scope !== 'string' || !scope.split(' ').includes(userAdminScope)) {
    throw notAuthorized('Access Token does not have required scopes');
  }
  const user = state.users.get(String(sub));
  if (user === undefined) throw userNotFound();
  if (!user.enabled) throw userDisabled();
  const grant = state.grants.get(String(originJti));
  if (grant === undefined || isRevoked(grant, user)) throw notAuthorized('Access Token has been revoked');
  return user;
}
