import type { Moto } from '../../support/moto.js';
import type { Resource } from '../../support/infra.js';
import type { Template } from '../../projects/templates.js';

export const account = '123456789012';
export const region = 'eu-central-1';

/** A call of a service of AWS, without a signature: moto asks for none. */
export async function call(
  { endpoint }: Moto,
  service: string,
  path: string,
  { headers, ...init }: RequestInit = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const scope = `Credential=x/20300101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=x`;
  const answer = await fetch(`${endpoint}${path}`, { ...init, headers: { authorization, ...headers } });
  return { status: answer.status, text: await answer.text() };
}

/** A call of a service that takes its parameters as a form, and answers in XML. */
export function query(moto: Moto, service: string, parameters: Readonly<Record<string, string>>) {
  return call(moto, service, '/', { method: 'POST', body: new URLSearchParams(parameters) });
}

function json(moto: Moto, service: string, target: string, body: object) {
  const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' };
  return call(moto, service, '/', { method: 'POST', headers, body: JSON.stringify(body) });
}

/** How a resource of a type is asked for by its name or its id; its answer has to hold what is asked for. */
type Describe = (moto: Moto, resource: Resource, physicalId: string) => Promise<{ status: number; text: string }>;

/** The types of resources that moto's CloudFormation makes, with the call of the service that shows them. */
export const describeCalls: Readonly<Record<string, Describe>> = {
  'AWS::CloudWatch::Dashboard': (moto, { Properties }) =>
    query(moto, 'monitoring', { Action: 'GetDashboard', DashboardName: Properties.DashboardName }),
  'AWS::DynamoDB::Table': (moto, { Properties }) =>
    json(moto, 'dynamodb', 'DynamoDB_20120810.DescribeTable', { TableName: Properties.TableName }),
  'AWS::Events::Rule': (moto, _resource, id) => json(moto, 'events', 'AWSEvents.DescribeRule', { Name: id }),
  'AWS::IAM::Role': (moto, _resource, id) => query(moto, 'iam', { Action: 'GetRole', RoleName: id }),
  'AWS::KMS::Alias': (moto) => json(moto, 'kms', 'TrentService.ListAliases', {}),
  // Moto stumbles over the policy of a key when it describes one of a template, and lists it all the same.
  'AWS::KMS::Key': (moto) => json(moto, 'kms', 'TrentService.ListKeys', { Limit: 1000 }),
  'AWS::Lambda::EventSourceMapping': (moto, _resource, id) =>
    call(moto, 'lambda', `/2015-03-31/event-source-mappings/${id}`),
  'AWS::Lambda::Function': (moto, { Properties }) =>
    call(moto, 'lambda', `/2015-03-31/functions/${Properties.FunctionName}`),
  'AWS::Logs::LogGroup': (moto, { Properties }) =>
    json(moto, 'logs', 'Logs_20140328.DescribeLogGroups', { logGroupNamePrefix: Properties.LogGroupName }),
  'AWS::SNS::Topic': (moto, _resource, id) => query(moto, 'sns', { Action: 'GetTopicAttributes', TopicArn: id }),
  'AWS::SQS::Queue': (moto, { Properties }) =>
    json(moto, 'sqs', 'AmazonSQS.GetQueueUrl', { QueueName: Properties.QueueName }),
  'AWS::SSM::Parameter': (moto, { Properties }) =>
    json(moto, 'ssm', 'AmazonSSM.GetParameter', { Name: Properties.Name }),
};

/** What the CDK's bootstrap leaves in an account: its version, and a bucket with the code of the functions. */
export async function bootstrap(moto: Moto, templates: readonly Template[]): Promise<void> {
  const Name = '/cdk-bootstrap/hnb659fds/version';
  await json(moto, 'ssm', 'AmazonSSM.PutParameter', { Name, Value: '28', Type: 'String', Overwrite: true });
  const bucket = `/cdk-hnb659fds-assets-${account}-${region}`;
  const place = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  await call(moto, 's3', bucket, { method: 'PUT', body: place });
  const keys = templates.flatMap(({ Resources }) =>
    Object.values(Resources).flatMap(({ Properties }) => (Properties?.Code?.S3Key as string | undefined) ?? []),
  );
  for (const key of new Set(keys)) await call(moto, 's3', `${bucket}/${key}`, { method: 'PUT', body: emptyZip });
}

/** An archive without files: its end record alone. */
const emptyZip = Buffer.concat([Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(18)]);

/** A template with the resources of the types that moto makes; what refers to others gets a text in their place. */
export function reduced(template: Template): Template {
  const kept = Object.entries(template.Resources).filter(([, { Type }]) => Object.hasOwn(describeCalls, Type));
  const ids = new Set(kept.map(([id]) => id));
  const { Outputs: _outputs, ...rest } = template;
  const known = (id: string): boolean =>
    ids.has(id) || id.startsWith('AWS::') || Object.hasOwn(template.Parameters ?? {}, id);
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const { Ref: reference, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: readonly string[] };
    const id = reference ?? attribute?.[0];
    if (id !== undefined && !known(id)) return `arn:aws:left-out:${region}:${account}:${id}`;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
  };
  const resources = kept.map(([id, { DependsOn, ...resource }]) => {
    const needed = [DependsOn ?? []].flat().filter((one) => ids.has(String(one)));
    return [id, walk({ ...resource, ...(needed.length > 0 ? { DependsOn: needed } : {}) })];
  });
  return { ...rest, Resources: Object.fromEntries(resources) };
}

/** Makes a stack. Answers the ids of its resources in AWS, by their ids in the template. */
export async function createStack(moto: Moto, name: string, template: Template): Promise<ReadonlyMap<string, string>> {
  const made = await query(moto, 'cloudformation', {
    Action: 'CreateStack',
    StackName: name,
    TemplateBody: JSON.stringify(template),
    'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
  });
  if (made.status !== 200) throw new Error(`${name}: ${made.text}`);
  const { text } = await query(moto, 'cloudformation', { Action: 'DescribeStackResources', StackName: name });
  const members = text.split('<member>').slice(1);
  const valueOf = (member: string, element: string): string =>
    new RegExp(`<${element}>([^<]*)</${element}>`).exec(member)?.[1] ?? '';
  return new Map(
    members.map((member) => [valueOf(member, 'LogicalResourceId'), valueOf(member, 'PhysicalResourceId')]),
  );
}
