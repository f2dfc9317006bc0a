import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { arn, queueArn, resourceName, tableArn } from '../names.js';
import { mailDomain, type Stage } from '../stage.js';
import type { Grant, Resource } from './grant.js';

/** The ids that only AWS knows, as a stack reads them from the parameters of the one before. */
export interface KnownArns {
  readonly userPool: () => string;
  readonly dataKey: () => string;
  readonly storageKey: () => string;
  readonly clientSecret: () => string;
  readonly secret: (name: string) => string;
}

/** IAM's statements for some grants: one for all actions on the same resources under the same condition. */
export function policyStatements(stage: Stage, grants: readonly Grant[], known: KnownArns): PolicyStatement[] {
  const groups = new Map<string, { resources: readonly string[]; conditions: Conditions; actions: string[] }>();
  for (const { action, resource, leadingKeys } of grants) {
    const resources = arnsOf(stage, resource, known);
    const conditions = conditionsOf(stage, resource, leadingKeys);
    const key = JSON.stringify([resources, conditions]);
    const group = groups.get(key) ?? { resources, conditions, actions: [] };
    group.actions.push(action);
    groups.set(key, group);
  }
  return [...groups.values()].map(
    ({ resources, conditions, actions }) =>
      new PolicyStatement({ actions, resources: [...resources], conditions: { ...conditions } }),
  );
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** What every function does beside its own work: it logs, and it sends traces. */
export function commonStatements(logGroup: string): PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroup}:*`] }),
    // X-Ray has no resources of its own for these two (service authorization reference).
    new PolicyStatement({ actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] }),
  ];
}

function arnsOf(stage: Stage, resource: Resource, known: KnownArns): readonly string[] {
  switch (resource.kind) {
    case 'table':
      return [tableArn(stage, resource.table)];
    case 'index':
      return [`${tableArn(stage, resource.table)}/index/${resource.index}`];
    case 'userPool':
      return [known.userPool()];
    case 'dataKey':
      return [known.dataKey()];
    case 'storageKey':
      return [known.storageKey()];
    case 'clientSecret':
      return [known.clientSecret()];
    case 'secret':
      return [known.secret(resource.secret)];
    case 'queue':
      return [queueArn(stage, resource.job)];
    case 'mailIdentity':
      return [
        arn(stage, 'ses', `identity/${mailDomain(stage) ?? ''}`),
        arn(stage, 'ses', `configuration-set/${resourceName(stage, 'mail')}`),
      ];
  }
}

/**
 * Keys are limited by `dynamodb:LeadingKeys`. `ForAllValues` is true of no value at all, so that a second condition asks
 * for the key to be there. The storage key serves through the one service only.
 */
function conditionsOf(stage: Stage, resource: Resource, leadingKeys: readonly string[] | undefined): Conditions {
  if (resource.kind === 'storageKey') {
    return { StringEquals: { 'kms:ViaService': `${resource.via}.${stage.region}.${Aws.URL_SUFFIX}` } };
  }
  if (leadingKeys === undefined) return {};
  return {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
}
