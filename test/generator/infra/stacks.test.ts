import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handlersOf, loadInfra, type Infra, type Resource } from '../../support/infra.js';
import { repository, temporaryProject } from '../../support/project.js';
import { operations } from '../../../generated/infra/operations.js';
import { jobs } from '../../../generated/infra/project.js';
import type { Handlers } from '../../../generated/infra/needs.js';

/** The templates of this project's own contract. */
const folder = temporaryProject('stacks');
let infra: Infra;
let handlers: Handlers;
const templates = new Map<string, readonly (readonly [string, Resource])[]>();

beforeAll(async () => {
  process.env['CDK_VALIDATION'] = 'false';
  infra = await loadInfra(repository, folder.folder);
  handlers = await handlersOf(infra, repository, folder.folder);
  for (const name of ['dev', 'prod']) synthesise(name);
}, 60_000);
afterAll(() => folder.remove());

function synthesise(name: string, settings: Readonly<Record<string, boolean>> = {}, label = name): void {
  const outdir = folder.path(label);
  const stage = infra.createStage(name, 'eu-central-1');
  infra.createApp({ stage: { ...stage, settings: { ...stage.settings, ...settings } }, handlers, outdir }).app.synth();
  const resources = infra.templateSizes(outdir).flatMap(({ stack }) => {
    const text = readFileSync(`${outdir}/${stack}.template.json`, 'utf8');
    return Object.entries((JSON.parse(text) as { Resources: Record<string, Resource> }).Resources);
  });
  templates.set(label, resources);
}

function of(label: string, type: string): readonly Resource[] {
  return (templates.get(label) ?? []).filter(([, { Type }]) => Type === type).map(([, resource]) => resource);
}

// oxlint-disable-next-line typescript/no-explicit-any -- templates are looked into freely
function properties(label: string, type: string): any {
  const [resource] = of(label, type);
  if (!resource) throw new Error(`there is no ${type}`);
  return resource.Properties;
}

/** The text of a value with its references in braces. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = ['', '']] = Object.entries(value as object);
  if (name === 'Fn::Join') return (argument as [string, unknown[]])[1].map(text).join('');
  return `{${JSON.stringify(argument)}}`;
}

describe('the templates of a stage', () => {
  it('stay under the limits of CloudFormation, and say which one they pass', () => {
    const sizes = infra.templateSizes(folder.path('dev'));
    expect(sizes.map(({ stack }) => stack)).toEqual([
      'authwright-dev-api',
      'authwright-dev-base',
      'authwright-dev-fn-1',
      'authwright-dev-observability',
    ]);
    expect(infra.oversize(sizes)).toEqual([]);
    const [first] = sizes;
    expect(infra.oversize(first ? [{ ...first, resources: 501 }] : [])).toEqual([
      'authwright-dev-api has 501 resources; CloudFormation allows 500.',
    ]);
  });

  it('give functions no variable that the README does not explain', () => {
    const [, section = ''] =
      /## Environment variables(.+?)\n## /s.exec(readFileSync('generated/infra/README.md', 'utf8')) ?? [];
    const explained = [...section.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell = '']) => [
      ...cell.matchAll(/`(\w+)`/g),
    ]);
    const given = (templates.get('dev') ?? []).flatMap(([, { Type, Properties }]) =>
      Type === 'AWS::Lambda::Function' ? Object.keys(Properties.Environment.Variables) : [],
    );
    expect(given.length).toBeGreaterThan(0);
    expect(explained.map(([, name]) => name)).toEqual(expect.arrayContaining(given));
  });

  it('make three resources of a function, and no more', () => {
    const [stack] = infra.templateSizes(folder.path('dev')).filter(({ stack }) => stack.endsWith('fn-1'));
    const functions = [...handlers.keys()].filter((entry) => entry !== 'jobs/pre-token-generation').length;
    // Beside them: the mapping of the mail queue, and two for the schedule of each job that has one.
    const triggers = 1 + 2 * [...handlers.keys()].filter((entry) => /^jobs\/(?!mail|pre-token)/.test(entry)).length;
    expect(stack?.resources).toBe(3 * functions + triggers);
  });

  it('cut stacks by tag, and hold no more than 450 resources each', () => {
    const operation = {
      file: 'x',
      method: 'get',
      path: '/x',
      security: [],
      filled: true,
      entities: [],
      lambda: {},
      limited: false,
      pathParameters: [],
    } as const;
    const many = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`get${index}`, { ...operation, tag: `t${index % 7}` }]),
    );
    const groups = infra.operationGroups(many);
    expect(groups.flat()).toHaveLength(900);
    expect(Math.max(...groups.map((group) => 3 * group.length))).toBeLessThanOrEqual(450);
    expect(groups.filter((group) => new Set(group.map(([, { tag }]) => tag)).size === 1).length).toBeGreaterThan(4);
  });
});

describe('functions', () => {
  it('run on Node 24 and arm64, log as JSON into a group of their own with retention and key, and are traced', () => {
    for (const { Properties } of of('dev', 'AWS::Lambda::Function')) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        LoggingConfig: { LogFormat: 'JSON' },
        TracingConfig: { Mode: 'Active' },
      });
      expect(Properties.Timeout).toBeLessThanOrEqual(60);
    }
    const groups = of('prod', 'AWS::Logs::LogGroup').filter(({ Properties }) =>
      Properties.LogGroupName.startsWith('/aws/lambda'),
    );
    expect(groups).toHaveLength(of('prod', 'AWS::Lambda::Function').length);
    for (const { Properties } of groups) expect(Properties).toMatchObject({ KmsKeyId: {}, RetentionInDays: 365 });
  });

  it('get the variables that they read and no others, and no secret among them', () => {
    const login = of('dev', 'AWS::Lambda::Function').find(
      ({ Properties }) => Properties.FunctionName === 'authwright-dev-login-user',
    );
    expect(Object.keys(login?.Properties.Environment.Variables).sort()).toEqual(
      ['LOG_LEVEL', ...(handlers.get('operations/login-user')?.variables ?? [])].sort(),
    );
    const health = of('dev', 'AWS::Lambda::Function').find(({ Properties }) => /health/.test(Properties.FunctionName));
    expect(Object.keys(health?.Properties.Environment.Variables)).not.toContain('COGNITO_CLIENT_ID');
  });

  it('reserve concurrency for the functions that compute for long, in production alone', () => {
    const reserved = (stage: string) =>
      of(stage, 'AWS::Lambda::Function').flatMap(({ Properties: { FunctionName, ReservedConcurrentExecutions } }) =>
        ReservedConcurrentExecutions === undefined ? [] : [`${FunctionName} ${ReservedConcurrentExecutions}`],
      );
    expect(reserved('dev')).toEqual([]);
    expect(reserved('prod')).toEqual([
      'authwright-prod-regenerate-backup-codes 10',
      'authwright-prod-verify-mfa-setup 10',
    ]);
  });

  it('have no permission on everything but sending traces, and none on keys of others', () => {
    const roles = of('dev', 'AWS::IAM::Role').filter(({ Properties }) => Properties.Policies !== undefined);
    for (const { Properties } of roles) {
      for (const statement of Properties.Policies[0].PolicyDocument.Statement) {
        const actions = [statement.Action].flat() as string[];
        const resources = [statement.Resource].flat().map(text);
        expect(actions.some((action) => action.includes('*'))).toBe(false);
        if (resources.includes('*')) expect(actions).toEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']);
        if (actions[0]?.startsWith('dynamodb:')) {
          expect(statement.Condition['ForAllValues:StringLike']['dynamodb:LeadingKeys']).not.toContain('*');
          expect(statement.Condition.Null).toEqual({ 'dynamodb:LeadingKeys': 'false' });
        }
      }
    }
  });
});

describe('the user pool', () => {
  it('can be entered through this backend alone', () => {
    expect(properties('dev', 'AWS::Cognito::UserPoolClient')).toMatchObject({
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
      AllowedOAuthFlowsUserPoolClient: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      WriteAttributes: ['email'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
    });
    expect(properties('dev', 'AWS::Cognito::UserPool')).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only' }] },
      UsernameConfiguration: { CaseSensitive: false },
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: false } },
      UserPoolTier: 'ESSENTIALS',
    });
    expect(of('dev', 'AWS::Cognito::UserPoolDomain')).toEqual([]);
  });

  it('has the old refresh flow only while rotation is off', () => {
    synthesise('dev', { refreshTokenRotation: false, threatProtection: true }, 'changed');
    expect(properties('changed', 'AWS::Cognito::UserPoolClient')).toMatchObject({
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenRotation: { Feature: 'DISABLED' },
    });
    expect(properties('changed', 'AWS::Cognito::UserPool')).toMatchObject({
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
    });
  });
});

describe('data at rest and in transit', () => {
  it('outlives mistakes in production', () => {
    const [table] = of('prod', 'AWS::DynamoDB::Table');
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', Properties: { DeletionProtectionEnabled: true } });
    expect(properties('prod', 'AWS::Cognito::UserPool')).toMatchObject({ DeletionProtection: 'ACTIVE' });
    expect(of('dev', 'AWS::DynamoDB::Table')[0]).toMatchObject({ DeletionPolicy: 'Delete' });
  });

  it('is encrypted with our own keys, which rotate', () => {
    expect(properties('dev', 'AWS::DynamoDB::Table')).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
    const keys = of('dev', 'AWS::KMS::Key');
    expect(keys).toHaveLength(2);
    for (const { Properties } of keys) expect(Properties.EnableKeyRotation).toBe(true);
    for (const { Properties } of of('dev', 'AWS::SQS::Queue')) expect(Properties.KmsMasterKeyId).toBeDefined();
  });

  it.each(['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'])('travels over TLS alone: %s', (type) => {
    expect(of('dev', type).length).toBeGreaterThan(0);
    for (const { Properties } of of('dev', type)) expect(tlsOnly(Properties.PolicyDocument)).toBe(true);
  });

  it('travels over TLS alone: the table', () => {
    expect(tlsOnly(properties('dev', 'AWS::DynamoDB::Table').ResourcePolicy.PolicyDocument)).toBe(true);
  });

  it('is linked to over https', () => {
    for (const name of ['dev', 'prod']) {
      for (const { linkBase, origin } of infra.createStage(name, 'eu-central-1').frontends) {
        expect([linkBase, origin].every((url) => url.startsWith('https://'))).toBe(true);
      }
    }
  });
});

function tlsOnly(document: { Statement: readonly { Effect: string; Condition?: object }[] }): boolean {
  return document.Statement.some(
    ({ Effect, Condition }) =>
      Effect === 'Deny' && JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
  );
}

describe("the domain's own alarms", () => {
  const metrics = [
    'account-change-unfinished',
    'cognito-throttled',
    'failed-login',
    'failed-second-factor',
    'mail-not-queued',
    'refresh-token-reused',
    'rollback-failed',
  ];

  it.each(['dev', 'prod'])('are in the templates of %s, and tell the topic', (name) => {
    const alarms = of(name, 'AWS::CloudWatch::Alarm').filter(({ Properties }) =>
      Properties.AlarmName.endsWith('-application'),
    );
    expect(alarms.map(({ Properties }) => Properties.AlarmName).sort()).toEqual(
      metrics.map((metric) => `authwright-${name}-${metric}-application`),
    );
    for (const { Properties } of alarms) expect(Properties.AlarmActions).toHaveLength(1);
  });

  it('watch what functions count that there are', () => {
    const counting = [...Object.keys(operations), ...Object.keys(jobs)];
    const watched = of('dev', 'AWS::CloudWatch::Alarm')
      .flatMap(({ Properties }) => Properties.Metrics ?? [])
      .flatMap(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? [])
      .flatMap(({ Name, Value }) => (Name === 'service' ? [Value] : []));
    expect(watched.length).toBeGreaterThanOrEqual(metrics.length);
    expect(counting).toEqual(expect.arrayContaining(watched));
  });
});

describe('the gateway', () => {
  it('speaks TLS 1.3, throttles, logs without credentials', () => {
    expect(properties('dev', 'AWS::ApiGateway::RestApi')).toMatchObject({
      SecurityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09',
      EndpointAccessMode: 'STRICT',
      FailOnWarnings: true,
    });
    const stage = properties('dev', 'AWS::ApiGateway::Stage');
    expect(stage).toMatchObject({ StageName: 'v1', TracingEnabled: true });
    expect(stage.AccessLogSetting.Format).not.toMatch(/header|querystring|context\.path\b/i);
    expect(stage.MethodSettings.every((one: { DataTraceEnabled: boolean }) => !one.DataTraceEnabled)).toBe(true);
    expect(stage.MethodSettings.map((one: { ResourcePath: string }) => one.ResourcePath)).toContain('/~1auth~1login');
  });

  it('answers in the shape of the contract, with the headers of the functions', () => {
    const responses = properties('dev', 'AWS::ApiGateway::RestApi').Body['x-amazon-apigateway-gateway-responses'];
    expect(responses.MISSING_AUTHENTICATION_TOKEN.statusCode).toBe('404');
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(['UNAUTHORIZED', 'AUTHORIZER_FAILURE', 'REQUEST_TOO_LARGE', 'THROTTLED', 'DEFAULT_5XX']),
    );
    for (const { responseParameters, responseTemplates } of Object.values<Resource['Properties']>(responses)) {
      expect(responseParameters).toMatchObject({
        'gatewayresponse.header.strict-transport-security': "'max-age=63072000; includeSubDomains'",
        'gatewayresponse.header.x-request-id': 'context.requestId',
      });
      // A quote inside of a value would end it.
      for (const value of Object.values(responseParameters)) expect(String(value).slice(1, -1)).not.toContain("'");
      expect(JSON.parse(responseTemplates['application/json'])).toMatchObject({ request_id: '$context.requestId' });
    }
  });

  it('stands behind a firewall that redacts credentials, and so does the user pool', () => {
    expect(of('dev', 'AWS::WAFv2::WebACLAssociation')).toHaveLength(2);
    for (const { Properties } of of('dev', 'AWS::WAFv2::LoggingConfiguration')) {
      expect(Properties.RedactedFields).toContainEqual({ SingleHeader: { Name: 'authorization' } });
    }
    const [api] = of('dev', 'AWS::WAFv2::WebACL');
    expect(api?.Properties.Rules.map((rule: { Name: string }) => rule.Name)).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
      'RateOfAll',
      'RateOfAuth',
    ]);
  });
});
