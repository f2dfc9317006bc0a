import { Aws, Duration, Validations, type Stack } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { lambdaDefaults } from '../limits.js';
import type { LambdaSettings } from '../model.js';
import { arn, globalName, resourceName } from '../names.js';
import { failuresMetric, type Handler } from '../needs.js';
import { tracing } from '../project.js';
import { commonStatements, policyStatements, wideArns } from '../permissions/policy.js';
import type { Grant } from '../permissions/grant.js';
import { isOn, type Stage } from '../stage.js';
import type { Surroundings } from './surroundings.js';

/** What a function is made of. */
export interface FunctionInput {
  readonly handler: Handler;
  readonly settings: LambdaSettings;
  readonly description: string;
  /** What its trigger needs, beside what its code does. */
  readonly triggerGrants?: readonly Grant[];
  /** The image in place of the zip file. */
  readonly image?: Code;
  /** Code in place of the bundle. */
  readonly code?: Code;
  /** `<file>.<export>` of that code. */
  readonly handlerName?: string;
}

/** A function that was made. */
export interface DeployedFunction {
  readonly resource: LambdaFunction;
  /** The last part of its name. */
  readonly file: string;
  readonly name: string;
  /** The name under which it counts. */
  readonly service: string;
  /** Whether it counts failures by itself: it answers, and does not throw. */
  readonly countsFailures: boolean;
  readonly timeoutSeconds: number;
}

/** A function is three resources: itself, its log group and its role with one inline policy. */
export function createFunction(
  stack: Stack,
  stage: Stage,
  around: Surroundings,
  input: FunctionInput,
): DeployedFunction {
  const { handler, settings, description, triggerGrants = [], image } = input;
  const id = pascalCase(handler.file);
  const functionName = resourceName(stage, handler.file);
  const logGroupName = `/aws/lambda/${functionName}`;
  const logGroup = new LogGroup(stack, `${id}-Logs`, {
    logGroupName,
    retention: stage.logRetention,
    removalPolicy: stage.logRemovalPolicy,
    encryptionKey: Key.fromKeyArn(stack, `${id}-LogsKey`, around.storageKey()),
  });
  const role = createRole(stack, stage, around, `${id}-Role`, handler.file, [...handler.grants, ...triggerGrants]);
  const common = {
    functionName,
    description: description.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 256),
    architecture: Architecture.ARM_64,
    memorySize: settings.memory ?? lambdaDefaults.memory,
    timeout: Duration.seconds(settings.timeout ?? lambdaDefaults.timeout),
    ...reservation(stage, settings),
    environment: around.environmentOf(handler),
    loggingFormat: LoggingFormat.JSON,
    tracing: tracing === 'off' ? Tracing.DISABLED : Tracing.ACTIVE,
    logGroup,
    // Everything it may do is in the role already; what the CDK would add goes into a policy of its own.
    role: role.withoutPolicyUpdates(),
  };
  const resource =
    image === undefined
      ? new LambdaFunction(stack, id, {
          ...common,
          runtime: Runtime.NODEJS_24_X,
          handler: input.handlerName ?? 'handler.handler',
          code: input.code ?? Code.fromAsset(handler.folder),
        })
      : new LambdaFunction(stack, id, { ...common, runtime: Runtime.FROM_IMAGE, handler: 'FROM_IMAGE', code: image });
  // It waits for its role because it refers to it, and the policy is a part of the role.
  (resource.node.defaultChild as CfnFunction).addDeletionOverride('DependsOn');
  return {
    resource,
    file: handler.file,
    name: functionName,
    service: handler.service,
    countsFailures: handler.metrics.includes(failuresMetric),
    timeoutSeconds: settings.timeout ?? lambdaDefaults.timeout,
  };
}

/** A setting, since Lambda wants 100 executions left to all others, more than a new account may have. */
function reservation(stage: Stage, { reservedConcurrency }: LambdaSettings): { reservedConcurrentExecutions?: number } {
  return isOn(stage, 'reserveConcurrency') && reservedConcurrency !== undefined
    ? { reservedConcurrentExecutions: reservedConcurrency }
    : {};
}

function createRole(
  stack: Stack,
  stage: Stage,
  around: Surroundings,
  id: string,
  file: string,
  grants: readonly Grant[],
): Role {
  const functionName = resourceName(stage, file);
  const statements = [
    ...commonStatements(arn(stage, 'logs', `log-group:/aws/lambda/${functionName}`)),
    ...policyStatements(stage, grants, around.arns),
  ];
  const role = new Role(stack, id, {
    roleName: globalName(stage, file),
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { function: new PolicyDocument({ statements }) },
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'X-Ray knows no resource for sending traces.',
  });
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:${stage.region}:<AWS::AccountId>:log-group:/aws/lambda/${functionName}:*]`,
    reason: "The streams of the function's own log group; Lambda makes up their names.",
  });
  for (const [wide, reason] of wideArns(grants, around.arns)) {
    const known = wide.replace(Aws.PARTITION, '<AWS::Partition>').replace(Aws.ACCOUNT_ID, '<AWS::AccountId>');
    Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${known}]`, reason });
  }
  return role;
}

/** `ListOrders`: an id within a stack. */
export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_all, first: string) => first.toUpperCase());
}
