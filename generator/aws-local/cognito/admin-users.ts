import { randomBytes, randomUUID } from 'node:crypto';
import { isEmail, requireComplete, withAttributes } from './attributes.js';
import { hashPassword, requirePolicy } from './passwords.js';
import { findUser, removal, requirePool, userChange } from './pool.js';
import type { Pool } from './pool.js';
import { aliasTaken, emailTaken, invalidParameter, userNotFound } from './refusals.js';
import type { Request } from './requests.js';
import { emailOf, normaliseEmail } from './state.js';
import type { User } from './state.js';
import { describeUser } from './user-answer.js';

/**
 * `AdminCreateUser`: a user with a temporary password, named by a generated `sub`. The password is checked
 * against the policy before it is known whether the email is taken. No invitation is sent.
 *
 * @throws AwsError `InvalidPasswordException`, `InvalidParameterException`, `UsernameExistsException`
 */
export async function adminCreateUser(pool: Pool, request: Request<'AdminCreateUser'>): Promise<object> {
  requirePool(pool, request.UserPoolId);
  const { settings, state, now } = pool;
  if (request.MessageAction === 'RESEND') throw invalidParameter('The local Cognito sends no invitations.');
  if (request.TemporaryPassword !== undefined) requirePolicy(request.TemporaryPassword, settings.passwordPolicy);
  const email = request.Username;
  if (!isEmail(email)) throw invalidParameter('Username should be an email.');
  const attributes = withAttributes({}, request.UserAttributes ?? [], settings.schema);
  requireComplete({ email, ...attributes }, settings.schema);
  if (normaliseEmail(attributes['email'] ?? email) !== normaliseEmail(email)) {
    throw invalidParameter('The attribute email differs from the username, which is an email here.');
  }
  requireFreeEmail(pool, email);
  const password = await hashPassword(request.TemporaryPassword ?? randomBytes(24).toString('base64url'));
  // Again, since hashing took a while: of parallel creations one wins.
  requireFreeEmail(pool, email);
  const at = now();
  const user: User = {
    sub: randomUUID(),
    sequence: state.lastSequence + 1,
    attributes: { ...attributes, email: attributes['email'] ?? email },
    status: 'FORCE_CHANGE_PASSWORD',
    enabled: true,
    createdAt: at,
    modifiedAt: at,
    password,
    passwordSetAt: at,
    failures: undefined,
    epoch: 0,
  };
  await pool.commit([userChange(user)]);
  return { User: describeUser(user, 'Attributes') };
}

/**
 * `AdminSetUserPassword`: permanent confirms the user, temporary makes them change it. Sessions stay.
 *
 * @throws AwsError `UserNotFoundException`, `InvalidPasswordException`
 */
export async function adminSetUserPassword(pool: Pool, request: Request<'AdminSetUserPassword'>): Promise<object> {
  const { sub } = requireUser(pool, request);
  requirePolicy(request.Password, pool.settings.passwordPolicy);
  const password = await hashPassword(request.Password);
  const user = pool.state.users.get(sub);
  if (user === undefined) throw userNotFound();
  const status = request.Permanent === true ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
  await pool.commit([userChange({ ...modified(pool, user), password, passwordSetAt: pool.now(), status })]);
  return {};
}

/** `AdminGetUser`. */
export function adminGetUser(pool: Pool, request: Request<'AdminGetUser'>): object {
  return describeUser(requireUser(pool, request), 'UserAttributes');
}

/**
 * `AdminUpdateUserAttributes`.
 *
 * @throws AwsError `UserNotFoundException`, `InvalidParameterException`, `AliasExistsException`
 */
export async function adminUpdateUserAttributes(
  pool: Pool,
  request: Request<'AdminUpdateUserAttributes'>,
): Promise<object> {
  await updateAttributes(pool, requireUser(pool, request), request.UserAttributes);
  return {};
}

/** Changes attributes of a user, of whom the email stays unique and present. */
export async function updateAttributes(
  pool: Pool,
  user: User,
  given: Request<'AdminUpdateUserAttributes'>['UserAttributes'],
): Promise<void> {
  const attributes = withAttributes(user.attributes, given, pool.settings.schema);
  const owner = pool.state.subByEmail.get(normaliseEmail(attributes['email'] ?? emailOf(user)));
  if (owner !== undefined && owner !== user.sub) throw aliasTaken();
  await pool.commit([userChange({ ...modified(pool, user), attributes })]);
}

/** `AdminDeleteUser`: with the user go their tokens. */
export async function adminDeleteUser(pool: Pool, request: Request<'AdminDeleteUser'>): Promise<object> {
  await pool.commit(removal(pool, requireUser(pool, request).sub));
  return {};
}

/** `AdminDisableUser`, which "revokes all access tokens for the user". */
export async function adminDisableUser(pool: Pool, request: Request<'AdminDisableUser'>): Promise<object> {
  const user = requireUser(pool, request);
  if (user.enabled) await pool.commit([userChange({ ...modified(pool, user), enabled: false, epoch: user.epoch + 1 })]);
  return {};
}

/** `AdminEnableUser`. */
export async function adminEnableUser(pool: Pool, request: Request<'AdminEnableUser'>): Promise<object> {
  const user = requireUser(pool, request);
  if (!user.enabled) await pool.commit([userChange({ ...modified(pool, user), enabled: true })]);
  return {};
}

/** `AdminUserGlobalSignOut`: ends every session that there is now. */
export async function adminUserGlobalSignOut(pool: Pool, request: Request<'AdminUserGlobalSignOut'>): Promise<object> {
  const user = requireUser(pool, request);
  await pool.commit([userChange({ ...user, epoch: user.epoch + 1 })]);
  return {};
}

function requireUser(pool: Pool, request: { readonly UserPoolId: string; readonly Username: string }): User {
  requirePool(pool, request.UserPoolId);
  const user = findUser(pool, request.Username);
  if (user === undefined) throw userNotFound();
  return user;
}

function requireFreeEmail({ state }: Pool, email: string): void {
  if (state.subByEmail.has(normaliseEmail(email))) throw emailTaken();
}

function modified({ now }: Pool, user: User): User {
  return { ...user, modifiedAt: now() };
}
