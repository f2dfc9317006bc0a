import { beforeAll, describe, expect, it } from 'vitest';
import { handlersOf, type Infra, type Resource } from '../../support/infra.js';
import { repository, temporaryProject } from '../../support/project.js';
import { flagship } from '../../projects/projects.js';
import { synthesised, synthesiseStage, type SynthesisedStage } from '../../projects/templates.js';
import type { Handlers } from '../../../generated/infra/needs.js';

/** What is particular to the templates of this project's own contract; the rest is in `test/projects/`. */
let infra: Infra;
let handlers: Handlers;
let sizes: SynthesisedStage['sizes'];
const templates = new Map<string, readonly Resource[]>();

beforeAll(async () => {
  const all = await synthesised(flagship);
  ({ infra, handlers } = all);
  for (const [name, { resources }] of Object.entries(all.stages)) templates.set(name, resources);
  sizes = all.stages['dev']?.sizes ?? [];
}, 60_000);

function of(label: string, type: string): readonly Resource[] {
  return (templates.get(label) ?? []).filter(({ Type }) => Type === type);
}

// oxlint-disable-next-line typescript/no-explicit-any -- templates are looked into freely
function properties(label: string, type: string): any {
  const [resource] = of(label, type);
  if (!resource) throw new Error(`there is no ${type}`);
  return resource.Properties;
}

/** Synthesises the stage dev with other settings, and keeps its templates under a label. */
async function synthesiseWith(changed: Readonly<Record<string, boolean | number>>, label: string): Promise<void> {
  const folder = temporaryProject(label);
  const own = await handlersOf(infra, repository, folder.folder);
  const stage = infra.createStage('dev', 'eu-central-1');
  templates.set(
    label,
    synthesiseStage(infra, own, { ...stage, settings: { ...stage.settings, ...changed } }).resources,
  );
  folder.remove();
}

describe('the templates of a stage', () => {
  it('say which limit of CloudFormation they pass', () => {
    const [first] = sizes;
    expect(infra.oversize(first ? [{ ...first, resources: 501 }] : [])).toEqual([
      'authwright-dev-api has 501 resources; CloudFormation allows 500.',
    ]);
  });

  it('make three resources of a function, and no more', () => {
    const [stack] = sizes.filter(({ stack }) => stack.endsWith('fn-1'));
    const functions = [...handlers.keys()].filter((entry) => entry !== 'jobs/pre-token-generation').length;
    // Beside them: the mapping of the mail queue, and two for the schedule or event of each job that has one.
    const triggers = 1 + 2 * [...handlers.keys()].filter((entry) => /^jobs\/(?!mail|pre-token)/.test(entry)).length;
    expect(stack?.resources).toBe(3 * functions + triggers);
  });
});

describe('functions', () => {
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

  it('reserve concurrency for the functions that compute for long, where a setting says so', async () => {
    await synthesiseWith({ reserveConcurrency: true }, 'reserved');
    const reserved = (stage: string) =>
      of(stage, 'AWS::Lambda::Function').flatMap(({ Properties: { FunctionName, ReservedConcurrentExecutions } }) =>
        ReservedConcurrentExecutions === undefined ? [] : [`${FunctionName} ${ReservedConcurrentExecutions}`],
      );
    expect(reserved('dev')).toEqual([]);
    expect(reserved('prod')).toEqual([]);
    expect(reserved('reserved')).toEqual([
      'authwright-dev-regenerate-backup-codes 10',
      'authwright-dev-verify-mfa-setup 10',
    ]);
  });
});

describe('the user pool', () => {
  it('can be entered through this backend alone', () => {
    expect(properties('dev', 'AWS::Cognito::UserPoolClient')).toMatchObject({
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AllowedOAuthFlowsUserPoolClient: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      WriteAttributes: ['email'],
      RefreshTokenRotation: { Feature: 'DISABLED' },
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

  it('has threat protection where the setting asks for it', async () => {
    await synthesiseWith({ threatProtection: true }, 'changed');
    expect(properties('changed', 'AWS::Cognito::UserPool')).toMatchObject({
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
    });
  });
});

describe('data at rest', () => {
  it('outlives mistakes in production: accounts', () => {
    expect(properties('prod', 'AWS::Cognito::UserPool')).toMatchObject({ DeletionProtection: 'ACTIVE' });
  });

  it('is encrypted with two keys of our own, queues among it', () => {
    expect(of('dev', 'AWS::KMS::Key')).toHaveLength(2);
    for (const { Properties } of of('dev', 'AWS::SQS::Queue')) expect(Properties.KmsMasterKeyId).toBeDefined();
  });
});

describe("the domain's own alarms", () => {
  const metrics = [
    'account-change-unfinished',
    'cognito-throttled',
    'failed-login',
    'failed-second-factor',
    'mail-not-queued',
    'mail-not-queued-2',
    'refresh-token-ahead',
    'refresh-token-forged',
    'refresh-token-reused',
    'rollback-failed',
    'token-not-revoked',
    'token-not-revoked-2',
  ];

  it.each(['dev', 'prod'])('are in the templates of %s, and tell the topic', (name) => {
    const alarms = of(name, 'AWS::CloudWatch::Alarm').filter(({ Properties }) =>
      Properties.AlarmName.endsWith('-application'),
    );
    expect(alarms.map(({ Properties }) => Properties.AlarmName).sort()).toEqual(
      metrics.map((metric) => `authwright-${name}-${metric}-application`).sort(),
    );
    for (const { Properties } of alarms) expect(Properties.AlarmActions).toHaveLength(1);
  });

  it('watch every function that counts a metric, and no other', () => {
    const watched = (metric: string): readonly string[] =>
      of('dev', 'AWS::CloudWatch::Alarm')
        .flatMap(({ Properties }) => Properties.Metrics ?? [])
        .flatMap(({ MetricStat }) => (MetricStat?.Metric.MetricName === metric ? [MetricStat.Metric.Dimensions] : []))
        .flatMap((dimensions) => dimensions.filter(({ Name }: { Name: string }) => Name === 'service'))
        .map(({ Value }: { Value: string }) => Value)
        .sort();
    expect(watched('FailedLogin')).toEqual(['loginUser', 'verifyEmail', 'verifyMfa']);
    for (const metric of ['RefreshTokenAhead', 'RefreshTokenForged', 'RefreshTokenReused']) {
      expect(watched(metric), metric).toEqual(['refreshToken']);
    }
    for (const metric of ['CognitoThrottled', 'TokenNotRevoked', 'Failures']) {
      const counting = [...handlers.values()].filter(({ metrics: counted }) => counted.includes(metric));
      expect(watched(metric), metric).toEqual(counting.map(({ service }) => service).sort());
    }
  });

  it('are of the rates by which SES judges its senders', () => {
    const watched = of('dev', 'AWS::CloudWatch::Alarm').filter(({ Properties }) => Properties.Namespace === 'AWS/SES');
    expect(
      watched.map(({ Properties }) => [Properties.AlarmName, Properties.MetricName, Properties.Threshold]),
    ).toEqual([
      ['authwright-dev-mail-bounces', 'Reputation.BounceRate', 0.05],
      ['authwright-dev-mail-complaints', 'Reputation.ComplaintRate', 0.001],
    ]);
  });

  it('are of every function: operations, jobs, the trigger of the pool, authorizers; and of every index', () => {
    const alarms = new Set(of('dev', 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName));
    for (const { file } of handlers.values()) {
      for (const kind of ['errors', 'duration', 'throttles'])
        expect(alarms).toContain(`authwright-dev-${file}-function-${kind}`);
    }
    const throttles = [...alarms].filter((name) => name.endsWith('table-throttles'));
    const indexes = (infra.tables['users']?.indexes ?? []).map(({ name }) => `-${name}`);
    expect(throttles.sort()).toEqual(
      ['', ...indexes].map((index) => `authwright-dev-users${index}-table-throttles`).sort(),
    );
  });
});

describe('mails that come back', () => {
  it('start a job by an event of SES, those of this stage alone', () => {
    const rules = of('prod', 'AWS::Events::Rule').filter(({ Properties }) => Properties.EventPattern);
    expect(rules.map(({ Properties: { Name, EventPattern, State } }) => ({ Name, EventPattern, State }))).toEqual([
      {
        Name: 'authwright-prod-returned-mail',
        EventPattern: {
          source: ['aws.ses'],
          'detail-type': ['Email Bounced', 'Email Complaint Received'],
          detail: { mail: { tags: { 'ses:configuration-set': ['authwright-prod-mail'] } } },
        },
        State: 'ENABLED',
      },
    ]);
    expect(rules[0]?.Properties).not.toHaveProperty('EventBusName');
  });

  it('are told on the default bus by the configuration set that all mails are sent with', () => {
    const destinations = of('prod', 'AWS::SES::ConfigurationSetEventDestination');
    const toBus = destinations.filter(({ Properties }) => Properties.EventDestination.EventBridgeDestination);
    expect(toBus.map(({ Properties }) => Properties.EventDestination.MatchingEventTypes)).toEqual([
      ['bounce', 'complaint'],
    ]);
    expect(JSON.stringify(toBus[0]?.Properties.EventDestination.EventBridgeDestination)).toContain('event-bus/default');
    const [set] = of('prod', 'AWS::SES::ConfigurationSet');
    // The job decides: what SES itself keeps on a list, nobody comes off.
    expect(set?.Properties).toMatchObject({
      Name: 'authwright-prod-mail',
      SuppressionOptions: { SuppressedReasons: [] },
    });
    expect(of('prod', 'AWS::SES::EmailIdentity')[0]?.Properties.ConfigurationSetAttributes).toBeDefined();
  });

  it('let the worker send to identities of recipients, from one address, where a stage is in the sandbox', () => {
    const sending = (stage: string) =>
      of(stage, 'AWS::IAM::Role')
        .flatMap(({ Properties }) => Properties.Policies ?? [])
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        .filter(({ Action }) => Action === 'ses:SendEmail')
        .map(({ Resource: resources, Condition }) => [
          resources.map((one: unknown) =>
            JSON.stringify(one)
              .split(':')
              .at(-1)
              ?.replace(/"\].*$/, ''),
          ),
          Condition,
        ]);
    const own = (stage: string, host: string) => [`identity/${host}`, `configuration-set/authwright-${stage}-mail`];
    expect(sending('prod')).toEqual([[own('prod', 'app.example.com'), undefined]]);
    expect(sending('dev')).toEqual([
      [
        [...own('dev', 'dev.example.com'), 'identity/*'],
        { StringEquals: { 'ses:FromAddress': 'no-reply@dev.example.com' } },
      ],
    ]);
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

  it('takes its throttles from settings', async () => {
    const throttles = { throttleRate: 7, throttleBurst: 8, limitedThrottleRate: 2, limitedThrottleBurst: 3 };
    await synthesiseWith({ ...throttles, addressRate: 900 }, 'throttled');
    const settings: readonly Resource['Properties'][] = properties(
      'throttled',
      'AWS::ApiGateway::Stage',
    ).MethodSettings;
    const of = (path: string) => settings.find(({ ResourcePath }) => ResourcePath === path);
    expect(of('/*')).toMatchObject({ ThrottlingRateLimit: 7, ThrottlingBurstLimit: 8 });
    expect(of('/~1auth~1login')).toMatchObject({ ThrottlingRateLimit: 2, ThrottlingBurstLimit: 3 });
    const rules: readonly Resource['Properties'][] = properties('throttled', 'AWS::WAFv2::WebACL').Rules;
    expect(rules.find(({ Name }) => Name === 'RateOfAll').Statement.RateBasedStatement.Limit).toBe(900);
  });

  it('lets the functions call the user pool, whatever they say, and nobody else call anything', () => {
    const [, pool] = of('dev', 'AWS::WAFv2::WebACL');
    const [rule, ...others] = (pool?.Properties.Rules ?? []) as Resource['Properties'][];
    expect([rule.Action, others]).toEqual([{ Block: {} }, []]);
    const { Statements } = rule.Statement.NotStatement.Statement.OrStatement;
    const admitted = Statements.map((one: Resource['Properties']) => one.ByteMatchStatement.SearchString);
    const called = new Set([...handlers.values()].flatMap(({ commands }) => commands));
    const own = [...called].filter((command) => command.startsWith('cognito-identity-provider:'));
    expect(own).toContain('cognito-identity-provider:AdminInitiateAuth');
    expect(admitted.sort()).toEqual([
      '/.well-known/',
      ...own.map((command) => `AWSCognitoIdentityProviderService.${command.split(':')[1]}`).sort(),
    ]);
    expect(admitted).not.toContain('AWSCognitoIdentityProviderService.SignUp');
  });

  it('asks for a CAPTCHA where the contract says so, of that method alone, if the setting is on', async () => {
    const rules = (label: string): readonly Resource['Properties'][] =>
      of(label, 'AWS::WAFv2::WebACL')[0]?.Properties.Rules;
    expect(rules('dev').some(({ Action }) => Action?.Captcha !== undefined)).toBe(false);
    await synthesiseWith({ registrationCaptcha: true }, 'captcha');
    expect(rules('captcha').at(-1)).toMatchObject({
      Name: 'Captcha-register-user',
      Action: { Captcha: {} },
      Statement: {
        AndStatement: {
          Statements: [
            { ByteMatchStatement: { SearchString: 'POST', FieldToMatch: { Method: {} } } },
            { ByteMatchStatement: { SearchString: '/v1/auth/register', FieldToMatch: { UriPath: {} } } },
          ],
        },
      },
    });
  });
});
