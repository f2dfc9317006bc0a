import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { localRegion } from '../../generator/aws-local/place.js';
import type { LocalResources } from '../../generator/aws-local/backend/environment.js';
import { poolSettings } from '../../generator/aws-local/backend/pool.js';
import type { ServiceOptions, Services } from '../../generator/aws-local/backend/services.js';
import { tableDefinitions } from '../../generator/aws-local/backend/tables.js';
import { createTableInput } from '../../generator/aws-local/dynamodb/tables.js';
import type { Mail } from '../../generator/aws-local/ses/index.js';
import type { Moto } from '../support/moto.js';

const access = { region: localRegion, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** What the functions need, made at moto; queues have a worker that receives and deletes as Lambda does. */
export function servicesAt({ endpoint }: Moto): (options: ServiceOptions) => Promise<Services> {
  return async (options) => {
    const { contract, invokeJob } = options;
    const at = { endpoint, ...access };
    const sqs = new SQSClient(at);
    const queues = contract.jobs.filter(({ trigger }) => trigger.kind === 'queue').map(({ name }) => name);
    const queueUrls: Record<string, string> = {};
    for (const QueueName of queues)
      queueUrls[QueueName] = (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
    const resources: LocalResources = {
      endpoint,
      dynamodb: endpoint,
      ses: endpoint,
      queueUrls,
      ...(await makePool(new CognitoIdentityProviderClient(at), new SecretsManagerClient(at), options)),
      dataKeyId: (await new KMSClient(at).send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '',
    };
    const dynamodb = new DynamoDBClient(at);
    for (const table of tableDefinitions(contract))
      await dynamodb.send(new CreateTableCommand(createTableInput(table)));
    await new SESv2Client(at).send(new CreateEmailIdentityCommand({ EmailIdentity: 'no-reply@localhost' }));
    let mails: readonly Mail[] = [];
    const drain = async (): Promise<void> => {
      for (const name of queues) await workOff(sqs, queueUrls[name] ?? '', (event) => invokeJob(name, event));
      mails = await mailsOf(endpoint);
    };
    return {
      resources,
      engines: ['moto'],
      inProcess: new Map(),
      users: () => [],
      mails: () => mails,
      clearLimits: () => Promise.resolve(0),
      drainQueues: drain,
      wakeQueues: () => undefined,
      runJob: async (name) => void (await invokeJob(name, {})),
      sweepExpired: () => Promise.resolve(0),
      close: async () => {
        sqs.destroy();
        dynamodb.destroy();
      },
    };
  };
}

async function makePool(
  cognito: CognitoIdentityProviderClient,
  secrets: SecretsManagerClient,
  { contract }: ServiceOptions,
): Promise<Pick<LocalResources, 'userPoolId' | 'clientId' | 'clientSecretArn'>> {
  if (contract.userPool === undefined) throw new Error('the contract declares no user pool');
  const settings = poolSettings(contract, contract.userPool);
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: 'backend',
      Policies: {
        PasswordPolicy: {
          MinimumLength: settings.passwordPolicy.minimumLength,
          RequireUppercase: false,
          RequireLowercase: false,
          RequireNumbers: false,
          RequireSymbols: false,
        },
      },
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Schema: settings.schema
        .filter(({ name }) => name.startsWith('custom:'))
        .map(({ name }) => ({
          Name: name.replace('custom:', ''),
          AttributeDataType: 'String',
          Mutable: true,
        })),
    }),
  );
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: UserPool?.Id ?? '',
      ClientName: 'backend',
      GenerateSecret: true,
      ExplicitAuthFlows: [...settings.explicitAuthFlows],
    }),
  );
  const { ARN } = await secrets.send(
    new CreateSecretCommand({ Name: 'client-secret', SecretString: UserPoolClient?.ClientSecret ?? '' }),
  );
  return {
    userPoolId: UserPool?.Id ?? '',
    clientId: UserPoolClient?.ClientId ?? '',
    clientSecretArn: ARN ?? '',
  };
}

/** Receives until nothing is left; a message whose worker succeeded is deleted. */
async function workOff(sqs: SQSClient, QueueUrl: string, invoke: (event: object) => unknown): Promise<void> {
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return;
    for (const message of Messages) {
      const result = (await invoke({ Records: [recordOf(message)] })) as { batchItemFailures?: unknown[] } | undefined;
      if ((result?.batchItemFailures ?? []).length > 0) throw new Error('a worker failed');
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    }
  }
}

function recordOf({ MessageId, Body, ReceiptHandle }: Message): object {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
    eventSource: 'aws:sqs',
  };
}

interface MotoMail {
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  /** The HTML; moto drops the text. */
  readonly body: string;
  readonly destinations: { readonly ToAddresses: string[] };
}

/** What moto remembers of mails, newest first. */
async function mailsOf(endpoint: string): Promise<Mail[]> {
  const data = (await (await fetch(`${endpoint}/moto-api/data.json`)).json()) as { ses?: { Message?: MotoMail[] } };
  return (data.ses?.Message ?? [])
    .map(({ id, source, subject, body, destinations }) => ({
      id,
      at: '',
      from: source,
      to: destinations.ToAddresses,
      subject,
      text: '',
      html: body,
      links: [...body.matchAll(/href="([^"]+)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&')),
    }))
    .toReversed();
}
