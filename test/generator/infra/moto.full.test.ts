import { afterAll, describe, expect, it } from 'vitest';
import { projects } from '../../projects/projects.js';
import { synthesised, type SynthesisedStage, type Template } from '../../projects/templates.js';
import { startMoto, type Moto } from '../../support/moto.js';
import { reportSkip } from '../../support/skips.js';
import { account, bootstrap, call, createStack, describeCalls, reduced, region } from './moto-account.js';

/**
 * What moto, which is no work of ours, takes of the stacks and of the gateway document. A resource counts as made only
 * where the service itself shows it. Moto makes no authorizer, gateway answer, alarm, user pool or firewall of a template:
 * it proves nothing about them.
 */
const moto = await startMoto();
afterAll(() => moto?.stop());

/** The types of resources that moto's CloudFormation leaves out, or makes without anything that shows them. */
const leftOut = [
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::Budgets::Budget',
  'AWS::CloudWatch::Alarm',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Lambda::Permission',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SES::EmailIdentity',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SecretsManager::Secret',
  'AWS::WAFv2::LoggingConfiguration',
  'AWS::WAFv2::WebACL',
  'AWS::WAFv2::WebACLAssociation',
];

const notMade = new Set<string>();

if (moto) {
  describe.each(projects)('moto and the templates of $name', (project) => {
    it('makes of the stacks what it knows, and the services show each of it', async () => {
      const stage = (await synthesised(project)).stages['dev'] ?? expect.fail();
      const templates = inOrder(stage.templates);
      await bootstrap(moto, Object.values(stage.templates));
      const missing: string[] = [];
      const made = new Map<string, number>();
      for (const [name, template] of templates) {
        const part = reduced(template);
        const ids = await createStack(moto, name, part);
        for (const [id, resource] of Object.entries(part.Resources)) {
          const physical = ids.get(id) ?? '';
          const { status, text } = await (describeCalls[resource.Type] ?? expect.fail())(moto, resource, physical);
          if (status === 200 && physical !== '' && text.includes(lastPart(physical)))
            made.set(resource.Type, (made.get(resource.Type) ?? 0) + 1);
          else missing.push(`${name} ${id} (${resource.Type}): ${status} ${text.slice(0, 200)}`);
        }
      }
      expect(missing).toEqual([]);
      const all = stage.resources.map(({ Type }) => Type);
      expect(Object.fromEntries(made)).toEqual(counted(all.filter((type) => Object.hasOwn(describeCalls, type))));
      for (const type of all) if (!Object.hasOwn(describeCalls, type)) notMade.add(type);
    }, 300_000);

    it('takes the gateway document without a warning, and shows every path and method of it', async () => {
      const stage = (await synthesised(project)).stages['dev'] ?? expect.fail();
      const document = gatewayDocument(stage);
      const made = await call(moto, 'apigateway', '/restapis', { method: 'POST', body: '{"name":"document"}' });
      const { id } = JSON.parse(made.text) as { id: string };
      const put = `/restapis/${id}?mode=overwrite&failonwarnings=true`;
      const { status, text } = await call(moto, 'apigateway', put, { method: 'PUT', body: JSON.stringify(document) });
      expect([status, status === 200 ? '' : text.slice(-2000)]).toEqual([200, '']);
      expect(await routesAt(moto, id)).toEqual(routesOf(document));
    }, 60_000);
  });

  it('moto lacks what is listed here, and nothing else', () => {
    expect([...notMade].sort()).toEqual(leftOut);
  });
} else {
  it('moto is not here, and is skipped', ({ skip }) => {
    reportSkip('templates and gateway document at moto', 'moto_server (pip install "moto[server]") on the path');
    skip();
  });
}

/** Base, functions, API, observability: none refers to one after it. */
function inOrder(templates: Readonly<Record<string, Template>>): readonly (readonly [string, Template])[] {
  const parts = ['-base', '-fn-', '-api', '-observability'];
  const place = (name: string): number => parts.findIndex((part) => name.includes(part));
  return Object.entries(templates).toSorted(([a], [b]) => place(a) - place(b));
}

function lastPart(id: string): string {
  return id.split(/[/:]/).at(-1) ?? id;
}

function counted(types: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return Object.fromEntries(counts);
}

interface MotoDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

/** The document as API Gateway gets it. Moto asks for a URI of mock integrations, too, which API Gateway does not. */
function gatewayDocument({ resources }: SynthesisedStage): MotoDocument {
  const body: unknown = resources.find(({ Type }) => Type === 'AWS::ApiGateway::RestApi')?.Properties.Body;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const [[key = '', inner] = [], ...others] = Object.entries(value);
    if (key === 'Fn::Sub' && others.length === 0) return substituted(String(inner));
    if (key.startsWith('Fn::') || key === 'Ref') return `arn:aws:iam::${account}:role/left-out`;
    const entries = Object.entries(value).map(([name, item]) => [name, walk(item)] as const);
    const isMock = 'type' in value && value.type === 'mock';
    return Object.fromEntries([...entries, ...(isMock ? [['uri', ''] as const, ['httpMethod', 'POST'] as const] : [])]);
  };
  return walk(body) as MotoDocument;
}

function substituted(text: string): string {
  const values: Readonly<Record<string, string>> = { Partition: 'aws', Region: region, AccountId: account };
  return Object.entries(values).reduce((result, [name, value]) => result.replaceAll(`\${AWS::${name}}`, value), text);
}

function routesOf({ paths }: MotoDocument): readonly string[] {
  return Object.entries(paths)
    .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`))
    .sort();
}

/** The routes that an API shows, each with an integration. */
async function routesAt(at: Moto, id: string): Promise<readonly string[]> {
  const { text } = await call(at, 'apigateway', `/restapis/${id}/resources?limit=500&embed=methods`);
  const { item } = JSON.parse(text) as {
    item: readonly { path: string; resourceMethods?: Record<string, { methodIntegration?: object }> }[];
  };
  return item
    .flatMap(({ path, resourceMethods = {} }) =>
      Object.entries(resourceMethods).flatMap(([method, { methodIntegration }]) =>
        methodIntegration ? [`${method} ${path}`] : [],
      ),
    )
    .sort();
}
