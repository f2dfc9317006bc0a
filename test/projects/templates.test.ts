import { beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '../support/infra.js';
import { projects } from './projects.js';
import { synthesised, type Synthesised, type SynthesisedStage } from './templates.js';

/** What must be true of the templates of any project, whatever its contract asks for. */
describe.each(projects)('the templates of $name', (project) => {
  let all: Synthesised;
  beforeAll(async () => {
    all = await synthesised(project);
  }, 120_000);

  const stage = (name = 'dev'): SynthesisedStage => {
    const found = all.stages[name];
    if (!found) throw new Error(`${name} was not synthesised`);
    return found;
  };
  const of = (type: string, name = 'dev'): readonly Resource[] =>
    stage(name).resources.filter(({ Type }) => Type === type);

  it('stay under the limits of CloudFormation', () => {
    const sizes = stage().sizes.map(({ stack }) => stack);
    expect(sizes).toEqual(['api', 'base', 'fn-1', 'observability'].map((part) => `${project.name}-dev-${part}`));
    for (const name of project.stages) expect(all.infra.oversize(stage(name).sizes)).toEqual([]);
  });

  it('have a function for every handler, with the variables that it reads and no others', () => {
    const functions = new Map(of('AWS::Lambda::Function').map((one) => [one.Properties.FunctionName, one.Properties]));
    expect([...functions.keys()].sort()).toEqual(
      [...all.handlers.values()].map(({ file }) => `${project.name}-dev-${file}`).sort(),
    );
    for (const { file, variables, required } of all.handlers.values()) {
      const given = Object.keys(functions.get(`${project.name}-dev-${file}`)?.Environment.Variables);
      expect(['LOG_LEVEL', ...variables], file).toEqual(expect.arrayContaining(given));
      expect(given, file).toEqual(expect.arrayContaining([...required]));
    }
  });

  it('give functions no variable that the README does not explain', () => {
    const [, section = ''] = /## Environment variables(.+?)\n## /s.exec(all.readme) ?? [];
    const explained = [...section.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell = '']) => [
      ...cell.matchAll(/`(\w+)`/g),
    ]);
    const given = of('AWS::Lambda::Function').flatMap(({ Properties }) =>
      Object.keys(Properties.Environment.Variables),
    );
    expect(given.length).toBeGreaterThan(0);
    expect(explained.map(([, name]) => name)).toEqual(expect.arrayContaining(given));
  });

  it('run functions on Node 24 and arm64, traced, with a log of their own that has retention and key', () => {
    for (const { Properties } of of('AWS::Lambda::Function')) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        LoggingConfig: { LogFormat: 'JSON' },
        TracingConfig: { Mode: 'Active' },
      });
      expect(Properties.Timeout).toBeLessThanOrEqual(60);
    }
    const groups = of('AWS::Logs::LogGroup', 'prod').filter(({ Properties }) =>
      Properties.LogGroupName.startsWith('/aws/lambda'),
    );
    expect(groups).toHaveLength(of('AWS::Lambda::Function', 'prod').length);
    for (const { Properties } of groups) expect(Properties).toMatchObject({ KmsKeyId: {}, RetentionInDays: 365 });
  });

  it('have the budget of the contract', () => {
    const limits = of('AWS::Budgets::Budget', 'prod').map(({ Properties }) => Properties.Budget.BudgetLimit.Amount);
    expect(limits).toEqual([project.monthlyBudget]);
  });

  it('permit functions nothing on everything but sending traces, and no keys of others', () => {
    for (const { Properties } of of('AWS::IAM::Role')) {
      for (const statement of Properties.Policies?.[0].PolicyDocument.Statement ?? []) {
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

  it('have every table, encrypted, backed up, removing what has expired, and kept in production', () => {
    const { tables } = all.infra;
    const found = new Map(of('AWS::DynamoDB::Table').map((one) => [one.Properties.TableName, one]));
    expect([...found.keys()].sort()).toEqual(
      Object.keys(tables)
        .map((table) => `${project.name}-dev-${table}`)
        .sort(),
    );
    for (const [name, { ttlAttribute, indexes }] of Object.entries(tables)) {
      const { Properties } = found.get(`${project.name}-dev-${name}`) ?? {};
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
      expect(Properties.TimeToLiveSpecification?.AttributeName).toBe(ttlAttribute);
      const indexNames = (Properties.GlobalSecondaryIndexes ?? []).map((one: { IndexName: string }) => one.IndexName);
      expect(indexNames.sort()).toEqual(indexes.map((index) => index.name).sort());
      expect(tlsOnly(Properties.ResourcePolicy.PolicyDocument)).toBe(true);
      for (const { IndexName, Projection } of Properties.GlobalSecondaryIndexes ?? []) {
        const projected = project.keyIndexes[IndexName];
        expect([IndexName, Projection]).toEqual([
          IndexName,
          projected === undefined
            ? { ProjectionType: 'ALL' }
            : { ProjectionType: 'INCLUDE', NonKeyAttributes: projected },
        ]);
      }
    }
    for (const one of of('AWS::DynamoDB::Table', 'prod')) {
      expect(one).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: { DeletionProtectionEnabled: true },
      });
    }
    expect(of('AWS::DynamoDB::Table')[0]).toMatchObject({ DeletionPolicy: 'Delete' });
  });

  it('have keys that rotate, and secrets without a value', () => {
    expect(of('AWS::KMS::Key').length).toBeGreaterThan(0);
    for (const { Properties } of of('AWS::KMS::Key')) expect(Properties.EnableKeyRotation).toBe(true);
    for (const { Properties } of of('AWS::SecretsManager::Secret'))
      expect(Properties.SecretString).not.toBeTypeOf('string');
    const random = of('AWS::SecretsManager::Secret').filter(({ Properties }) => Properties.GenerateSecretString);
    const lengths = random.map(
      ({ Properties }) => (Properties.GenerateSecretString as { PasswordLength?: number }).PasswordLength,
    );
    const generated = Object.values(all.infra.secrets).filter((secret) => secret.generated);
    expect(lengths.filter((length) => length === 64)).toHaveLength(generated.length);
  });

  it('reach topics and queues over TLS alone, and link over https', () => {
    const policies = [...of('AWS::SQS::QueuePolicy'), ...of('AWS::SNS::TopicPolicy')];
    expect(policies.length).toBeGreaterThan(0);
    for (const { Properties } of policies) expect(tlsOnly(Properties.PolicyDocument)).toBe(true);
    const frontends = project.stages.flatMap((name) => all.infra.createStage(name, 'eu-central-1').frontends);
    expect(frontends.length).toBeGreaterThan(0);
    for (const { linkBase, origin } of frontends) {
      expect([linkBase, origin].every((url) => url.startsWith('https://'))).toBe(true);
    }
  });

  it('leave nothing in the way of a second try: what has a name is not kept when its creation is rolled back', () => {
    for (const name of project.stages) {
      const kept = stage(name).resources.filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain');
      expect(kept.map(({ Type }) => Type).sort()).toEqual(['AWS::ApiGateway::Account', 'AWS::IAM::Role']);
      for (const { Properties } of kept) expect(Properties.RoleName).toBeUndefined();
    }
  });

  it('give roles, the budget and the dashboard names that no other Region has', () => {
    const names = [
      ...of('AWS::IAM::Role').flatMap(({ Properties }) => Properties.RoleName ?? []),
      ...of('AWS::Budgets::Budget').map(({ Properties }) => Properties.Budget.BudgetName),
      ...of('AWS::CloudWatch::Dashboard').map(({ Properties }) => Properties.DashboardName),
    ];
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(name).toMatch(new RegExp(`^${project.name}-dev-eu-central-1-`));
  });

  it('look at decoded paths before the API, and at no password', () => {
    const rules: readonly Resource['Properties'][] = of('AWS::WAFv2::WebACL').flatMap(
      ({ Properties }) => Properties.Rules,
    );
    const matches = [...JSON.stringify(rules).matchAll(/"UriPath":\{\}.*?"TextTransformations":(\[.*?\])/g)];
    for (const [, transformations = ''] of matches) {
      expect(JSON.parse(transformations)).toEqual([
        { Priority: 0, Type: 'URL_DECODE' },
        { Priority: 1, Type: 'NORMALIZE_PATH' },
      ]);
    }
    const counted = rules.flatMap(({ Statement }) =>
      (Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? []).map(({ Name }: { Name: string }) => Name),
    );
    expect(counted.sort()).toEqual([
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'JavaDeserializationRCE_BODY',
      'Log4JRCE_BODY',
      'NoUserAgent_HEADER',
      'SizeRestrictions_BODY',
    ]);
  });

  it('save the queries that the README sends its readers to, on log groups that are there', () => {
    const groups = new Set(of('AWS::Logs::LogGroup').map(({ Properties }) => Properties.LogGroupName));
    const saved = of('AWS::Logs::QueryDefinition').map(({ Properties }) => Properties);
    expect(saved.length).toBeGreaterThan(0);
    for (const { Name, LogGroupNames } of saved) {
      expect(all.readme).toContain(`\`${Name.replace('/dev/', '/<stage>/')}\``);
      expect([...groups]).toEqual(expect.arrayContaining(LogGroupNames));
    }
  });

  it('run jobs by their schedules and events', () => {
    const started = Object.entries(all.infra.jobs).flatMap(([job, { trigger }]) => {
      const name = `${project.name}-dev-${job}`;
      if (trigger.kind === 'schedule') return [[name, trigger.expression, undefined]];
      return trigger.kind === 'event' ? [[name, undefined, [trigger.source, ...trigger.detailTypes]]] : [];
    });
    const rules = [...of('AWS::Events::Rule'), ...of('AWS::Scheduler::Schedule')].map(({ Properties }) => {
      const { Name, ScheduleExpression, EventPattern } = Properties;
      return [Name, ScheduleExpression, EventPattern && [...EventPattern.source, ...EventPattern['detail-type']]];
    });
    expect(started.length).toBeGreaterThan(0);
    expect(rules.sort()).toEqual(started.sort());
  });

  it('watch the stage of the API by the name that it has', () => {
    const [api] = of('AWS::ApiGateway::Stage');
    expect(api?.Properties.StageName).toBe(project.basePath.split('/')[1]);
    const watched = of('AWS::CloudWatch::Alarm')
      .flatMap(({ Properties }) => Properties.Dimensions ?? [])
      .flatMap(({ Name, Value }) => (Name === 'Stage' ? [Value] : []));
    expect(watched.length).toBeGreaterThan(0);
    expect(new Set(watched)).toEqual(new Set([api?.Properties.StageName]));
  });

  it('have what the extensions of the project add, in every stage', () => {
    for (const name of project.stages) {
      const alarms = of('AWS::CloudWatch::Alarm', name).map(({ Properties }) => Properties.AlarmName);
      const wanted = project.extensionAlarms.map((end) => `${project.name}-${name}-${end}`);
      expect(alarms).toEqual(expect.arrayContaining(wanted));
    }
  });

  it('have a gateway that is whole: every operation integrated, every secured one with an authorizer', () => {
    const { document } = stage();
    expect(all.infra.documentFaults(document)).toEqual([]);
    const securityOf = (path: string): object[] =>
      document.paths[all.infra.gatewayPath(path.split('?')[0] ?? '')].get.security;
    expect([securityOf(project.open).length, securityOf(project.secured).length]).toEqual([0, 1]);
    const { operations } = all.infra;
    for (const [id, { method, path, security }] of Object.entries(operations)) {
      const route = document.paths[all.infra.gatewayPath(path)]?.[method];
      expect(route?.['x-amazon-apigateway-integration'], id).toMatchObject({ type: 'aws_proxy' });
      const names = (route.security as object[]).flatMap((one) => Object.keys(one));
      expect(names.length, id).toBe(security.length === 0 ? 0 : 1);
      for (const name of names) {
        const scheme = document.components.securitySchemes[name];
        expect(scheme['x-amazon-apigateway-authorizer'], id).toMatchObject({ authorizerResultTtlInSeconds: 0 });
        expect(scheme.name.toLowerCase()).toBe(Object.keys(project.forged)[0]);
      }
    }
  });
});

/** The text of a value with its references in braces. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = ['', '']] = Object.entries(value as object);
  if (name === 'Fn::Join') return (argument as [string, unknown[]])[1].map(text).join('');
  return `{${JSON.stringify(argument)}}`;
}

function tlsOnly(document: { Statement: readonly { Effect: string; Condition?: object }[] }): boolean {
  return document.Statement.some(
    ({ Effect, Condition }) =>
      Effect === 'Deny' && JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
  );
}
