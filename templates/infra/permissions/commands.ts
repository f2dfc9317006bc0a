import { jobs, secrets } from '../project.js';
import type { Resource } from './grant.js';

/** What a command of the SDK needs. */
interface CommandRule {
  /** IAM's action; undefined for calls that Cognito answers without asking IAM. */
  readonly action: string | undefined;
  /** The resources, from the environment variables that the function reads. */
  readonly resources: (variables: ReadonlySet<string>) => readonly Resource[];
  /** The service through which the storage key is used along with it. */
  readonly implies?: readonly { readonly action: string; readonly resource: Resource }[];
}

const userPool = (): readonly Resource[] => [{ kind: 'userPool' }];
const dataKey = (): readonly Resource[] => [{ kind: 'dataKey' }];

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

/** What each command needs; DynamoDB's are granted by entity. A command that is missing here stops the synth. */
export const commandRules: Readonly<Record<string, CommandRule>> = {
  ...Object.fromEntries(
    poolCommands.map((name) => [
      `cognito-identity-provider:${name}`,
      { action: `cognito-idp:${name}`, resources: userPool },
    ]),
  ),
  ...Object.fromEntries(
    openCommands.map((name) => [`cognito-identity-provider:${name}`, { action: undefined, resources: () => [] }]),
  ),
  'kms:Decrypt': { action: 'kms:Decrypt', resources: dataKey },
  'kms:Encrypt': { action: 'kms:Encrypt', resources: dataKey },
  'kms:GenerateDataKey': { action: 'kms:GenerateDataKey', resources: dataKey },
  'secrets-manager:GetSecretValue': {
    action: 'secretsmanager:GetSecretValue',
    resources: readableSecrets,
    implies: [{ action: 'kms:Decrypt', resource: { kind: 'storageKey', via: 'secretsmanager' } }],
  },
  'sqs:SendMessage': {
    action: 'sqs:SendMessage',
    resources: writableQueues,
    implies: [
      { action: 'kms:Decrypt', resource: { kind: 'storageKey', via: 'sqs' } },
      { action: 'kms:GenerateDataKey', resource: { kind: 'storageKey', via: 'sqs' } },
    ],
  },
  'sesv2:SendEmail': { action: 'ses:SendEmail', resources: () => [{ kind: 'mailIdentity' }] },
};

/** A function may read the secrets whose ARN it asks its environment for. */
function readableSecrets(variables: ReadonlySet<string>): readonly Resource[] {
  return [
    ...(variables.has('COGNITO_CLIENT_SECRET_ARN') ? [{ kind: 'clientSecret' } as const] : []),
    ...Object.entries(secrets)
      .filter(([, { environmentVariable }]) => variables.has(environmentVariable))
      .map(([secret]) => ({ kind: 'secret', secret }) as const),
  ];
}

/** And write to the queues whose URL it asks for. */
function writableQueues(variables: ReadonlySet<string>): readonly Resource[] {
  return Object.entries(jobs)
    .filter(([, { trigger }]) => trigger.kind === 'queue' && variables.has(trigger.environmentVariable))
    .map(([job]) => ({ kind: 'queue', job }) as const);
}
