import { AwsError } from '../endpoint/index.js';
import type { CallMeta } from '../endpoint/index.js';
import {
  adminCreateUser,
  adminDeleteUser,
  adminDisableUser,
  adminEnableUser,
  adminGetUser,
  adminSetUserPassword,
  adminUpdateUserAttributes,
  adminUserGlobalSignOut,
} from './admin-users.js';
import { adminInitiateAuth, forgotPassword, initiateAuth, signUp } from './auth-flows.js';
import { requireShape } from './constraints.js';
import { describeUserPool, describeUserPoolClient } from './describe.js';
import { listUsers } from './list-users.js';
import { changePassword, deleteUser, getUser, globalSignOut, updateUserAttributes } from './own-account.js';
import type { Pool } from './pool.js';
import { getTokensFromRefreshToken, revokeToken } from './refresh.js';
import { requestMembers } from './requests.js';
import type { Action, Request } from './requests.js';

type Actions = { readonly [A in Action]: (pool: Pool, request: Request<A>) => object | Promise<object> };

const actions: Actions = {
  AdminCreateUser: adminCreateUser,
  AdminDeleteUser: adminDeleteUser,
  AdminDisableUser: adminDisableUser,
  AdminEnableUser: adminEnableUser,
  AdminGetUser: adminGetUser,
  AdminInitiateAuth: adminInitiateAuth,
  AdminSetUserPassword: adminSetUserPassword,
  AdminUpdateUserAttributes: adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  ChangePassword: changePassword,
  DeleteUser: deleteUser,
  DescribeUserPool: describeUserPool,
  DescribeUserPoolClient: describeUserPoolClient,
  ForgotPassword: forgotPassword,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ListUsers: listUsers,
  RevokeToken: revokeToken,
  SignUp: signUp,
  UpdateUserAttributes: updateUserAttributes,
};

/** Actions without IAM ("List of API operations grouped by authorization model" of the developer guide). */
const unsigned = new Set<Action>([
  'ChangePassword',
  'DeleteUser',
  'ForgotPassword',
  'GetTokensFromRefreshToken',
  'GetUser',
  'GlobalSignOut',
  'InitiateAuth',
  'RevokeToken',
  'SignUp',
  'UpdateUserAttributes',
]);

/**
 * Performs one call on a pool.
 *
 * @throws AwsError `UnknownOperationException`, `MissingAuthenticationTokenException`, and those of the action
 */
export async function perform(
  pool: Pool,
  name: string,
  input: Readonly<Record<string, unknown>>,
  { signed }: CallMeta,
): Promise<object> {
  if (!isAction(name)) {
    throw new AwsError('UnknownOperationException', `The local Cognito does not know the action ${name}.`);
  }
  if (!signed && !unsigned.has(name)) {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  requireShape(input, requestMembers[name]);
  return run(actions, name, pool, withoutNulls(input));
}

/** `Request<A>` by `requireShape`; the type cannot follow a name that is known only now. */
function run<A extends Action>(actions: Actions, name: A, pool: Pool, input: unknown): object | Promise<object> {
  return actions[name](pool, input as Request<A>);
}

function isAction(name: string): name is Action {
  return Object.hasOwn(requestMembers, name);
}

function withoutNulls(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(input);
  if (entries.every(([, value]) => value !== null)) return input;
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}
