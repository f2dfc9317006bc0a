import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { arn, resourceName } from '../names.js';
import type { Stage } from '../stage.js';

/** The key of everything at rest: tables, queues, topics, secrets, logs. */
export function createStorageKey(stack: Stack, stage: Stage): Key {
  const key = createKey(stack, stage, 'storage', 'Data at rest');
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${stage.region}.amazonaws.com`)],
      actions: ['kms:Decrypt', 'kms:Describe*', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arn(stage, 'logs', 'log-group:*') } },
    }),
  );
  // Alarms, budgets and SES's events go to encrypted topics, scheduled events that failed to encrypted queues.
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: ['budgets', 'cloudwatch', 'events', 'ses'].map(
        (service) => new ServicePrincipal(`${service}.amazonaws.com`),
      ),
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  return key;
}

/** A key that rotates, with the alias `<project>-<stage>-<name>`. */
export function createKey(stack: Stack, stage: Stage, name: string, description: string): Key {
  return new Key(stack, `${name.charAt(0).toUpperCase()}${name.slice(1)}Key`, {
    alias: resourceName(stage, name),
    description,
    enableKeyRotation: true,
    removalPolicy: stage.removalPolicy,
  });
}
