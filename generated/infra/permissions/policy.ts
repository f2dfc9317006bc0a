import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { tracing } from '../project.js';
import type { Stage } from '../stage.js';
import { resourceText, type Grant, type Resource } from './grant.js';

/** The ARNs of resources, by their kind: each part of the infrastructure tells those of what it makes. */
export interface KnownArns {
  readonly [kind: string]: ((resource: Resource) => readonly string[] | KnownResource) | undefined;
}

/** ARNs of which one stands for more than one resource, and what limits their use. */
export interface KnownResource {
  readonly arns: readonly string[];
  readonly conditions: Conditions;
  /** Why an ARN with a `*` is needed. */
  readonly wide: string;
}

/** IAM's statements for some grants: one for all actions on the same resources under the same condition. */
export function policyStatements(stage: Stage, grants: readonly Grant[], known: KnownArns): PolicyStatement[] {
  const groups = new Map<string, { resources: readonly string[]; conditions: Conditions; actions: string[] }>();
  for (const { action, resource, leadingKeys } of grants) {
    const { arns: resources, conditions: limits } = knownResource(resource, known);
    const conditions = { ...conditionsOf(stage, resource, leadingKeys), ...limits };
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

/** What every function does beside its own work: it logs, and it sends traces where they are asked for. */
export function commonStatements(logGroup: string): PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroup}:*`] }),
    // X-Ray has no resources of its own for these two (service authorization reference).
    ...(tracing === 'off'
      ? []
      : [new PolicyStatement({ actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] })]),
  ];
}

/** The ARNs with a `*`, each with the reason. */
export function wideArns(grants: readonly Grant[], known: KnownArns): ReadonlyMap<string, string> {
  return new Map(
    grants.flatMap(({ resource }) => {
      const { arns, wide } = knownResource(resource, known);
      return wide === undefined ? [] : arns.filter((one) => one.endsWith('*')).map((one) => [one, wide] as const);
    }),
  );
}

function knownResource(resource: Resource, known: KnownArns): Pick<KnownResource, 'arns'> & Partial<KnownResource> {
  const told = known[resource.kind]?.(resource);
  if (told) return 'arns' in told ? told : { arns: told };
  throw new Error(`A function needs the resource "${resourceText(resource)}", which no part of infra/parts.ts makes.`);
}

/**
 * Keys are limited by `dynamodb:LeadingKeys`. `ForAllValues` is true of no value at all, so that a second condition asks
 * for the key to be there. The storage key serves through the one service only.
 */
function conditionsOf(stage: Stage, resource: Resource, leadingKeys: readonly string[] | undefined): Conditions {
  if (resource.kind === 'storageKey') {
    return { StringEquals: { 'kms:ViaService': `${resource['via']}.${stage.region}.${Aws.URL_SUFFIX}` } };
  }
  if (leadingKeys === undefined) return {};
  return {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
}
