import { createHash } from 'node:crypto';
import { Aws, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { projectName, title } from './project.js';
import type { Stage } from './stage.js';

/** Lambda, IAM and SQS allow at least so many characters. */
const longestName = 64;

/**
 * The name of a resource: `<project>-<stage>-<what>`. Names are the same in every run, so that stacks find each other's
 * resources without exports. One that is too long ends with a hash of the whole.
 */
export function resourceName(stage: Pick<Stage, 'name'>, ...what: readonly string[]): string {
  const name = [projectName, stage.name, ...what].join('-');
  if (name.length <= longestName) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, longestName - hash.length - 1)}-${hash}`;
}

/** The same for what has one name in all Regions: roles, budgets, dashboards. */
export function globalName(stage: Pick<Stage, 'name' | 'region'>, ...what: readonly string[]): string {
  return resourceName(stage, stage.region, ...what);
}

/** Where a stack leaves an id that AWS makes up, for the stacks after it. */
export function parameterName(stage: Stage, what: string): string {
  return `/${projectName}/${stage.name}/${what}`;
}

/** The ARN of something in this account and Region. */
export function arn(stage: Stage, service: string, resource: string): string {
  return `arn:${Aws.PARTITION}:${service}:${stage.region}:${Aws.ACCOUNT_ID}:${resource}`;
}

export function functionArn(stage: Stage, file: string): string {
  return arn(stage, 'lambda', `function:${resourceName(stage, file)}`);
}

export function tableArn(stage: Stage, table: string): string {
  return arn(stage, 'dynamodb', `table/${resourceName(stage, table)}`);
}

export function queueArn(stage: Stage, job: string): string {
  return arn(stage, 'sqs', resourceName(stage, job));
}

/** A stack of a stage. That of a protected one is protected against being deleted by mistake. */
export function createStack(scope: Construct, stage: Stage, part: string, props: StackProps = {}): Stack {
  return new Stack(scope, `${projectName}-${stage.name}-${part}`, {
    env: { region: stage.region },
    terminationProtection: stage.protected,
    description: `${title}: ${part} of ${stage.name}`.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 1024),
    tags: { project: projectName, stage: stage.name },
    ...props,
  });
}
