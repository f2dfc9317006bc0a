import { AwsError } from '../endpoint/index.js';
import { requireClient, requirePool } from './pool.js';
import type { Pool } from './pool.js';
import { invalidParameter, notAuthorized } from './refusals.js';
import { signInWithRefreshToken } from './refresh.js';
import type { Request } from './requests.js';
import { requireSecretHash, signInWithPassword } from './sign-in.js';
import type { AuthFlow } from './types.js';

/** By flow, what the client must allow ("ExplicitAuthFlows" of `CreateUserPoolClient`). */
const allowances: Readonly<Record<string, AuthFlow>> = {
  ADMIN_USER_PASSWORD_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  ADMIN_NO_SRP_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  USER_PASSWORD_AUTH: 'ALLOW_USER_PASSWORD_AUTH',
  USER_SRP_AUTH: 'ALLOW_USER_SRP_AUTH',
  CUSTOM_AUTH: 'ALLOW_CUSTOM_AUTH',
  REFRESH_TOKEN_AUTH: 'ALLOW_REFRESH_TOKEN_AUTH',
  REFRESH_TOKEN: 'ALLOW_REFRESH_TOKEN_AUTH',
};

const adminPasswordFlows = ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'];
const refreshFlows = ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'];

/**
 * `AdminInitiateAuth`. In this order: pool, client, flow, parameters, secret hash, user, lockout, disabled, password, status.
 *
 * @throws AwsError `ResourceNotFoundException`, `InvalidParameterException`, `NotAuthorizedException`,
 *   `UserNotFoundException`, and those of the trigger
 */
export async function adminInitiateAuth(pool: Pool, request: Request<'AdminInitiateAuth'>): Promise<object> {
  requirePool(pool, request.UserPoolId);
  requireClient(pool, request.ClientId);
  const { AuthFlow: flow, AuthParameters: parameters = {}, ClientMetadata: clientMetadata } = request;
  if (flow === 'USER_PASSWORD_AUTH') throw invalidParameter('Initiate Auth method not supported.');
  if (!isAllowed(pool, flow)) throw invalidParameter('Auth flow not enabled for this client');
  if (adminPasswordFlows.includes(flow)) return signInWithPassword(pool, parameters, clientMetadata);
  if (refreshFlows.includes(flow)) return signInWithRefreshToken(pool, parameters, clientMetadata);
  throw notHere(flow);
}

/**
 * `InitiateAuth`, which anybody may call. Only refreshing can be carried through here.
 *
 * @throws AwsError as `adminInitiateAuth`
 */
export async function initiateAuth(pool: Pool, request: Request<'InitiateAuth'>): Promise<object> {
  requireClient(pool, request.ClientId);
  const { AuthFlow: flow, AuthParameters: parameters = {}, ClientMetadata: clientMetadata } = request;
  if (adminPasswordFlows.includes(flow)) throw invalidParameter('Initiate Auth method not supported.');
  if (!isAllowed(pool, flow)) throw invalidParameter(`${flow} flow not enabled for this client`);
  if (refreshFlows.includes(flow)) return signInWithRefreshToken(pool, parameters, clientMetadata);
  throw notHere(flow);
}

/**
 * `SignUp`, which a pool of admin-only creation refuses.
 *
 * @throws AwsError `NotAuthorizedException`, always
 */
export async function signUp(pool: Pool, request: Request<'SignUp'>): Promise<never> {
  requireClient(pool, request.ClientId);
  requireSecretHash(pool, request.SecretHash, request.Username);
  throw notAuthorized('SignUp is not permitted for this user pool');
}

/**
 * `ForgotPassword`, which a pool of admin-only recovery refuses.
 *
 * @throws AwsError `NotAuthorizedException`, always
 */
export async function forgotPassword(pool: Pool, request: Request<'ForgotPassword'>): Promise<never> {
  requireClient(pool, request.ClientId);
  requireSecretHash(pool, request.SecretHash, request.Username);
  throw notAuthorized('Contact administrator to reset password.');
}

function isAllowed({ settings }: Pool, flow: string): boolean {
  const allowance = allowances[flow];
  return allowance !== undefined && settings.explicitAuthFlows.includes(allowance);
}

function notHere(flow: string): AwsError {
  return new AwsError('UnsupportedOperationException', `The local Cognito does not carry out ${flow}.`);
}
