import { isSecretHash } from './identity.js';
import { grantChange, newGrant, newRefreshToken, tokenChange } from './grants.js';
import { afterFailure, isLocked } from './lockout.js';
import { isPassword, isPasswordAgain, nobodysPassword } from './passwords.js';
import { findUser, userChange } from './pool.js';
import type { Pool } from './pool.js';
import { incorrectCredentials, invalidParameter, notAuthorized, userDisabled, userNotFound } from './refusals.js';
import type { User } from './state.js';
import { signTokens } from './tokens.js';
import { randomBytes } from 'node:crypto';

const dayMs = 24 * 60 * 60_000;
const defaultTemporaryDays = 7;

/** Parameters of a flow, `AuthParameters`. */
export type AuthParameters = Readonly<Record<string, string>>;

/**
 * `ADMIN_USER_PASSWORD_AUTH`: tokens for the right password, or the challenge to replace a temporary one.
 *
 * @throws AwsError `InvalidParameterException`, `NotAuthorizedException`, and those of the trigger
 */
export async function signInWithPassword(
  pool: Pool,
  parameters: AuthParameters,
  clientMetadata: Readonly<Record<string, string>> | undefined,
): Promise<object> {
  const username = requireParameter(parameters, 'USERNAME');
  const password = requireParameter(parameters, 'PASSWORD');
  requireSecretHash(pool, parameters['SECRET_HASH'], username);
  const user = await provePassword(pool, username, password);
  return user.status === 'FORCE_CHANGE_PASSWORD'
    ? newPasswordChallenge(pool, user)
    : startSession(pool, user, clientMetadata);
}

/**
 * Makes sure that a flow has a parameter.
 *
 * @throws AwsError `InvalidParameterException`
 */
export function requireParameter(parameters: AuthParameters, name: string): string {
  const value = parameters[name];
  if (value === undefined || value === '') throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

/**
 * Makes sure that a caller of the sign-in actions knows the client's secret.
 *
 * @throws AwsError `NotAuthorizedException`
 */
export function requireSecretHash({ identity }: Pool, given: string | undefined, username: string): void {
  if (given === undefined) {
    throw notAuthorized(`Client ${identity.clientId} is configured with secret but SECRET_HASH was not received`);
  }
  if (isSecretHash(given, username, identity)) return;
  throw notAuthorized(`Unable to verify secret hash for client ${identity.clientId}`);
}

/** The user whose password it is, with their failures forgotten. Counts a failure otherwise. */
async function provePassword(pool: Pool, username: string, password: string): Promise<User> {
  const found = findUser(pool, username);
  if (found === undefined) {
    await isPassword(password, nobodysPassword);
    throw pool.settings.preventUserExistenceErrors ? incorrectCredentials() : userNotFound();
  }
  requireUnlocked(found, pool.now());
  // How long it takes to refuse users who may not log in tells nobody about them: as long as for a wrong password.
  const mayLogIn = found.enabled && found.status === 'CONFIRMED';
  const isRight = await (mayLogIn ? isPasswordAgain : isPassword)(password, found.password);
  if (!found.enabled) throw userDisabled();
  // Whatever happened to the user meanwhile counts: a deletion, a new password, parallel failures.
  const user = pool.state.users.get(found.sub);
  if (user === undefined) throw incorrectCredentials();
  if (isRight && user.enabled && user.password === found.password) {
    if (user.failures === undefined) return user;
    const cleared = { ...user, failures: undefined };
    await pool.commit([userChange(cleared)]);
    return cleared;
  }
  requireUnlocked(user, pool.now());
  await pool.commit([userChange({ ...user, failures: afterFailure(user.failures, pool.now()) })]);
  throw incorrectCredentials();
}

function requireUnlocked(user: User, at: number): void {
  if (isLocked(user.failures, at)) throw notAuthorized('Password attempts exceeded');
}

/** Users with a temporary password get a challenge, which nothing here answers: an administrator sets the password. */
function newPasswordChallenge({ settings, now }: Pool, user: User): object {
  const days = settings.passwordPolicy.temporaryPasswordValidityDays ?? defaultTemporaryDays;
  if (now() > user.passwordSetAt + days * dayMs) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  }
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.sub,
      requiredAttributes: '[]',
      userAttributes: JSON.stringify(user.attributes),
    },
    Session: `AYAB${randomBytes(600).toString('base64url')}`,
  };
}

async function startSession(
  pool: Pool,
  proven: User,
  clientMetadata: Readonly<Record<string, string>> | undefined,
): Promise<object> {
  const grant = newGrant(pool, proven, pool.now());
  const tokens = await signTokens(pool, proven, grant, 'TokenGeneration_Authentication', clientMetadata);
  const refresh = newRefreshToken(grant);
  // A sign-out, deletion or new password that came between the proof and now ends this session before it begins.
  const user = pool.state.users.get(proven.sub);
  if (user === undefined || !user.enabled || user.epoch !== proven.epoch || user.password !== proven.password) {
    throw incorrectCredentials();
  }
  await pool.commit([grantChange(grant), tokenChange(refresh.record)]);
  return { AuthenticationResult: { ...tokens, RefreshToken: refresh.text }, ChallengeParameters: {} };
}
