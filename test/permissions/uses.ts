import type { Call } from '../../generator/aws-local/endpoint/index.js';

/** A permission that a function would have needed on AWS. */
export interface Use {
  /** The function's emitted folder. */
  readonly caller: string;
  /** IAM's name: `dynamodb:GetItem`. */
  readonly action: string;
  /** As the derivation words it: `table users`. */
  readonly resource: string;
  /** The partition key, of an item or a query. */
  readonly key?: string;
}

type Input = Readonly<Record<string, unknown>>;

/**
 * What a recorded call asks of IAM; nothing for calls that no function made. A transaction asks for the action on each
 * of its items ("IAM policy examples for transactions" of the DynamoDB developer guide).
 */
export function usesOf({ caller, service, action, input }: Call): readonly Use[] {
  if (caller === undefined) return [];
  switch (service) {
    case 'dynamodb':
      return tableUses(action, input).map((use) => ({ caller, ...use }));
    case 'AWSCognitoIdentityProviderService':
      return [{ caller, action: `cognito-idp:${action}`, resource: 'userPool' }];
    case 'TrentService':
      return [{ caller, action: `kms:${action}`, resource: 'dataKey' }];
    case 'secretsmanager':
      return [{ caller, action: `secretsmanager:${action}`, resource: secretOf(text(input['SecretId'])) }];
    case 'AmazonSQS':
      return [{ caller, action: `sqs:${action}`, resource: `queue ${text(input['QueueUrl']).split('/').at(-1)}` }];
    case 'ses':
      return [{ caller, action: `ses:${action}`, resource: 'mailIdentity' }];
    default:
      return [{ caller, action: `${service}:${action}`, resource: 'unknown' }];
  }
}

function tableUses(action: string, input: Input): Omit<Use, 'caller'>[] {
  const parts = input['TransactItems'];
  if (!Array.isArray(parts)) return [itemUse(action, input)];
  return parts.flatMap((part: Readonly<Record<string, Input>>) =>
    Object.entries(part).map(([kind, item]) => itemUse(`${kind}Item`, item)),
  );
}

function itemUse(action: string, input: Input): Omit<Use, 'caller'> {
  const table = text(input['TableName']).replace(/-local$/, '');
  const index = input['IndexName'];
  const key = keyOf(input);
  return {
    action: `dynamodb:${action}`,
    resource: index === undefined ? `table ${table}` : `index ${table} ${text(index)}`,
    ...(key === undefined ? {} : { key }),
  };
}

/** The partition key: of the item, or the value that a query's condition begins with. */
function keyOf(input: Input): string | undefined {
  const item = (input['Key'] ?? input['Item']) as { readonly pk?: { readonly S?: string } } | undefined;
  if (item) return item.pk?.S;
  const [placeholder] = /:\w+/.exec(text(input['KeyConditionExpression'])) ?? [];
  const values = (input['ExpressionAttributeValues'] ?? {}) as Readonly<Record<string, { readonly S?: string }>>;
  return values[placeholder ?? '']?.S;
}

function secretOf(id: string): string {
  const [, name = id] = /:secret:local\/(.+)-\w{6}$/.exec(id) ?? [];
  return name === 'cognito-client-secret' ? 'clientSecret' : `secret ${name}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
