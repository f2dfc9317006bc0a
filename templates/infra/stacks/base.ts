import { SecretValue, Validations, type Stack } from 'aws-cdk-lib';
import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { createStack, parameterName, resourceName } from '../names.js';
import { isNeeded, type Handlers } from '../needs.js';
import { jobs, packaging, secrets } from '../project.js';
import type { Stage } from '../stage.js';
import { createFunction, pascalCase, type DeployedFunction, type FunctionInput } from './function.js';
import { createImageRepository } from './images.js';
import { createDataKey, createStorageKey } from './keys.js';
import { createMail } from './mail.js';
import { createQueues } from './queues.js';
import { published, surroundingsOf } from './surroundings.js';
import { createTables } from './tables.js';
import { createUserPool, createUserPoolClient } from './user-pool.js';

/** What lasts: the data, and what protects it. */
export interface Base {
  readonly stack: Stack;
  readonly storageKey: Key;
  readonly dataKey: Key | undefined;
  readonly tables: Readonly<Record<string, Table>>;
  readonly queues: Readonly<Record<string, Queue>>;
  readonly userPool: CfnUserPool | undefined;
  /** Where bounces and complaints are told. */
  readonly mailEvents: Topic | undefined;
}

/** `<project>-<stage>-base`. What no function asks for is not made. */
export function createBase(scope: Construct, stage: Stage, handlers: Handlers): Base {
  const stack = createStack(scope, stage, 'base');
  const ids = new Map<string, string>();
  const publish = (what: string, value: string): void => {
    ids.set(what, value);
    new StringParameter(stack, `${pascalCase(what)}Parameter`, {
      parameterName: parameterName(stage, what),
      stringValue: value,
    });
  };
  const storageKey = createStorageKey(stack, stage);
  publish(published.storageKey, storageKey.keyArn);
  const dataKey = isNeeded(handlers, 'DATA_KEY_ID') ? createDataKey(stack, stage) : undefined;
  if (dataKey) publish(published.dataKey, dataKey.keyArn);
  for (const [name, { description }] of Object.entries(secrets)) {
    const secret = new Secret(stack, `${pascalCase(name)}Secret`, {
      secretName: resourceName(stage, name),
      description: description === '' ? `The secret ${name}; its value is put in by hand` : description,
      encryptionKey: storageKey,
      removalPolicy: stage.removalPolicy,
    });
    acknowledgeSecret(secret, 'Its value is issued elsewhere, and replaced by whoever issues it.');
    publish(published.secret(name), secret.secretArn);
  }
  const around = surroundingsOf(stage, (what) => {
    const id = ids.get(what);
    if (id === undefined)
      throw new Error(`A trigger of the user pool needs ${what}, which does not come before the pool.`);
    return id;
  });
  const needsPool = isNeeded(handlers, 'COGNITO_USER_POOL_ID', 'COGNITO_CLIENT_ID', 'COGNITO_CLIENT_SECRET_ARN');
  const userPool = needsPool
    ? createUserPool(
        stack,
        stage,
        triggerOf('preTokenGeneration', handlers, (input) => createFunction(stack, stage, around, input)),
      )
    : undefined;
  if (userPool) publishPool(stack, stage, userPool, storageKey, publish);
  if (packaging === 'image') createImageRepository(stack, stage);
  return {
    stack,
    storageKey,
    dataKey,
    userPool,
    tables: createTables(stack, stage, storageKey),
    queues: createQueues(stack, stage, storageKey),
    mailEvents: isNeeded(handlers, 'MAIL_FROM') ? createMail(stack, stage, storageKey)?.events : undefined,
  };
}

/** The function of a Cognito trigger. It lives with the pool, which would otherwise name a function that is not there yet. */
function triggerOf(
  trigger: string,
  handlers: Handlers,
  create: (input: FunctionInput) => DeployedFunction,
): LambdaFunction | undefined {
  const [name, job] =
    Object.entries(jobs).find(([, one]) => one.trigger.kind === 'cognito' && one.trigger.trigger === trigger) ?? [];
  const handler = job && handlers.get(`jobs/${job.file}`);
  // Cognito waits five seconds.
  return handler && create({ handler, settings: { timeout: 5 }, description: `Job ${name ?? ''}` }).resource;
}

function publishPool(
  stack: Stack,
  stage: Stage,
  pool: CfnUserPool,
  encryptionKey: Key,
  publish: (what: string, value: string) => void,
): void {
  const client = createUserPoolClient(stack, stage, pool);
  const secret = new Secret(stack, 'ClientSecret', {
    secretName: resourceName(stage, 'cognito-client-secret'),
    description: "The secret of the functions' Cognito client",
    encryptionKey,
    // A reference: the template never holds the value.
    secretStringValue: SecretValue.resourceAttribute(client.attrClientSecret),
    removalPolicy: stage.removalPolicy,
  });
  acknowledgeSecret(secret, "Cognito makes the client's secret; it is rotated by adding a second one to the client.");
  publish(published.userPool, pool.ref);
  publish(published.userPoolClient, client.ref);
  publish(published.clientSecret, secret.secretArn);
}

function acknowledgeSecret(secret: Secret, reason: string): void {
  Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason });
}
