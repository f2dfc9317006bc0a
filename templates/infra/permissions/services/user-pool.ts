import { secretReading, type CommandRules } from '../rule.js';

const userPool = () => [{ kind: 'userPool' }];

/** Cognito's actions on a pool have the names of their commands. */
const poolCommands = [
  'AdminConfirmSignUp',
  'AdminCreateUser',
  'AdminDeleteUser',
  'AdminDisableUser',
  'AdminEnableUser',
  'AdminGetUser',
  'AdminInitiateAuth',
  'AdminListGroupsForUser',
  'AdminResetUserPassword',
  'AdminRespondToAuthChallenge',
  'AdminSetUserPassword',
  'AdminUpdateUserAttributes',
  'AdminUserGlobalSignOut',
  'DescribeUserPool',
  'DescribeUserPoolClient',
  'ListUsers',
];

/** Calls that prove themselves by a token or the client's secret (Cognito developer guide, "Unauthenticated API operations"). */
const openCommands = ['GetTokensFromRefreshToken', 'InitiateAuth', 'RespondToAuthChallenge', 'RevokeToken'];

/** What calls of Cognito need, and reading the secret of its client. */
export const userPoolRules: CommandRules = {
  ...Object.fromEntries(
    poolCommands.map((name) => [
      `cognito-identity-provider:${name}`,
      { action: `cognito-idp:${name}`, resources: userPool },
    ]),
  ),
  ...Object.fromEntries(
    openCommands.map((name) => [`cognito-identity-provider:${name}`, { action: undefined, resources: () => [] }]),
  ),
  ...secretReading((variables) => (variables.has('COGNITO_CLIENT_SECRET_ARN') ? [{ kind: 'clientSecret' }] : [])),
};
