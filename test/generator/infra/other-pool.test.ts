import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { startBackend } from '../../../generator/aws-local/index.js';
import { handlersOf, loadInfra, type Resource } from '../../support/infra.js';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';
import { emit } from '../emitted/backend.js';

/** A project with a pool that has nothing of the flagship's, and an operation that makes users in it. */
const contract = {
  openapi: '3.1.0',
  info: { title: 'Members', version: '1' },
  paths: {
    '/members/{memberId}/badge': {
      post: {
        operationId: 'addMember',
        parameters: [{ name: 'memberId', in: 'path', required: true, schema: { type: 'string' } }],
        'x-authwright-captcha': true,
        responses: { 204: { description: 'Added.' } },
      },
    },
  },
  'x-authwright': {
    name: 'members',
    stages: { dev: {} },
    userPool: {
      attributes: {
        given_name: { required: true, mutable: false },
        'custom:badge': { mutable: false, maxLength: 5, readable: true },
      },
      passwordMinimum: 20,
      authFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      tokens: { accessSeconds: 900, refreshSeconds: 7200 },
      threatProtection: true,
    },
    firewall: { rates: [{ path: '/members/', requests: 50 }] },
  },
} as const;
const service = `import {
  AdminCreateUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { environment } from '../../../generated/http/environment.js';
import type { AddMemberService } from '../../../generated/operations/add-member/service.js';

const cognito = new CognitoIdentityProviderClient();

export const addMember: AddMemberService = async ({ path: { memberId } }, context) => {
  const UserPoolId = environment('COGNITO_USER_POOL_ID');
  const Username = \`\${memberId}@example.com\`;
  const named = [{ Name: 'given_name', Value: 'Ada' }];
  const outcomes: string[] = [];
  const ask = async (send: () => Promise<unknown>): Promise<void> => {
    outcomes.push(await send().then(() => 'done', (error: Error) => \`\${error.name}: \${error.message.trim()}\`));
  };
  const create = (UserAttributes: { Name: string; Value: string }[], TemporaryPassword?: string) => () =>
    cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, TemporaryPassword, MessageAction: 'SUPPRESS' }),
    );
  await ask(create([]));
  await ask(create([...named, { Name: 'custom:badge', Value: '123456' }]));
  await ask(create([...named, { Name: 'custom:other', Value: '1' }]));
  await ask(create(named, 'nineteen characters'));
  await ask(create([...named, { Name: 'custom:badge', Value: '12345' }], 'a password of twenty and more'));
  await ask(() =>
    cognito.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username,
        UserAttributes: [{ Name: 'custom:badge', Value: '1' }],
      }),
    ),
  );
  context.logger.info('outcomes', { outcomes });
  return { status: 204 };
};
`;
let project: TemporaryProject;

beforeAll(async () => {
  process.env['CDK_VALIDATION'] = 'false';
  project = temporaryProject('other-pool');
  project.write('overrides/operations/add-member/service.ts', service);
  await emit(project, contract);
});
afterAll(() => project.remove());

it('is what the local Cognito keeps to', async () => {
  const logs: string[] = [];
  const backend = await startBackend({
    contract: project.path('contract/openapi.yaml'),
    out: project.path('generated'),
    overrides: project.path('overrides'),
    port: 0,
    mock: false,
    onLog: (line) => void logs.push(line),
  });
  const { status } = await fetch(`${backend.url}/members/ada/badge`, { method: 'POST' });
  await backend.close();
  expect(status).toBe(204);
  const line = logs.map((one) => JSON.parse(one) as { message: string; outcomes?: string[] });
  const refused = 'InvalidParameterException: Attributes did not conform to the schema:';
  expect(line.find(({ message }) => message === 'outcomes')?.outcomes).toEqual([
    `${refused} given_name: The attribute given_name is required`,
    `${refused} custom:badge: String must not be longer than 5 characters`,
    `${refused} custom:other: Attribute does not exist in the schema.`,
    expect.stringContaining('InvalidPasswordException'),
    'done',
    'InvalidParameterException: user.custom:badge: Attribute cannot be updated.',
  ]);
});

it('is what is synthesised, with the rules of its firewalls', async () => {
  const infra = await loadInfra(project.folder, project.folder);
  const handlers = await handlersOf(infra, project.folder, project.folder);
  infra
    .createApp({ stage: infra.createStage('dev', 'eu-central-1'), handlers, outdir: project.path('out') })
    .app.synth();
  const of = (stack: string, type: string): readonly Resource['Properties'][] => {
    const text = readFileSync(project.path('out', `members-dev-${stack}.template.json`), 'utf8');
    const { Resources } = JSON.parse(text) as { Resources: Readonly<Record<string, Resource>> };
    return Object.values(Resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));
  };
  expect(of('base', 'AWS::Cognito::UserPool')).toMatchObject([
    {
      UsernameAttributes: ['email'],
      UserPoolTier: 'PLUS',
      Policies: { PasswordPolicy: { MinimumLength: 20 } },
      Schema: [
        { Name: 'email', Required: true, Mutable: true },
        { Name: 'given_name', Required: true, Mutable: false },
        { Name: 'badge', Mutable: false, StringAttributeConstraints: { MaxLength: '5' } },
      ],
    },
  ]);
  expect(of('base', 'AWS::Cognito::UserPoolClient')).toMatchObject([
    {
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
      ReadAttributes: ['email', 'given_name', 'custom:badge'],
      WriteAttributes: ['email', 'given_name'],
      AccessTokenValidity: 900,
      IdTokenValidity: 3600,
      RefreshTokenValidity: 7200,
      RefreshTokenRotation: { Feature: 'DISABLED' },
    },
  ]);
  const [api] = of('api', 'AWS::WAFv2::WebACL');
  expect(api?.Rules.slice(-2)).toMatchObject([
    { Name: 'RateOfMembers', Statement: { RateBasedStatement: { Limit: 50 } } },
    {
      Name: 'Captcha-add-member',
      Statement: {
        AndStatement: { Statements: [{}, { RegexMatchStatement: { RegexString: '^/members/[^/]+/badge' } }] },
      },
    },
  ]);
  expect(of('base', 'AWS::DynamoDB::Table')).toEqual([]);
});
