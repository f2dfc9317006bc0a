import { Aws, CfnOutput, Validations, type Stack } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  ApiDefinition,
  type CfnRestApi,
  CfnAccount,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  SecurityPolicy,
  SpecRestApi,
  type MethodDeploymentOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { documentFaults } from '../gateway/assertions.js';
import { gatewayDocument, type GatewayDocument } from '../gateway/document.js';
import { createStack, resourceName } from '../names.js';
import type { Handlers } from '../needs.js';
import { operations } from '../operations.js';
import { everyPart } from '../parts.js';
import { gatewayPath, servedPath } from '../placement.js';
import { placement, tracing } from '../project.js';
import { throttleOf, type Stage } from '../stage.js';
import { createApiFirewall } from './api-firewall.js';
import { createInvokeRoles } from './invoke-roles.js';
import type { GatewayAuthorizers } from './part.js';
import { publishedSurroundings, type Surroundings } from './surroundings.js';

/** The API and what stands before it. */
export interface Api {
  readonly stack: Stack;
  readonly api: SpecRestApi;
  readonly document: GatewayDocument;
}

/** With more operations than this the API's template is printed without indentation. */
const mostIndented = 300;

/** `<project>-<stage>-api`. @throws Error when the gateway document would leave a route open or broken */
export function createApi(scope: Construct, stage: Stage, handlers: Handlers): Api {
  // Indentation alone would take the template of a large contract over CloudFormation's limit.
  const suppressTemplateIndentation = Object.keys(operations).length > mostIndented;
  const stack = createStack(scope, stage, 'api', { suppressTemplateIndentation });
  const around = publishedSurroundings(stack, stage);
  const document = createDocument(stack, stage, around);
  const faults = documentFaults(document);
  if (faults.length > 0) throw new Error(`The gateway document is wrong:\n- ${faults.join('\n- ')}`);
  const log = accessLog(stack, stage, around);
  const api = new SpecRestApi(stack, 'Api', {
    restApiName: resourceName(stage, 'api'),
    apiDefinition: ApiDefinition.fromInline(document),
    endpointTypes: [EndpointType.REGIONAL],
    // Its role is one for the whole Region, and is made below.
    cloudWatchRole: false,
    disableExecuteApiEndpoint: stage.domain !== undefined,
    failOnWarnings: true,
    deployOptions: {
      stageName: placement.stageName,
      tracingEnabled: tracing !== 'off',
      metricsEnabled: true,
      loggingLevel: MethodLoggingLevel.ERROR,
      // Requests and answers hold credentials.
      dataTraceEnabled: false,
      throttlingRateLimit: throttleOf(stage, 'throttleRate'),
      throttlingBurstLimit: throttleOf(stage, 'throttleBurst'),
      methodOptions: methodOptions(stage),
      accessLogDestination: new LogGroupLogDestination(log),
      accessLogFormat: accessLogFormat(),
    },
  });
  hardenTransport(api);
  api.deploymentStage.node.addDependency(loggingAccount(stack));
  acknowledge(api);
  createApiFirewall(stack, stage, api.deploymentStage);
  for (const part of everyPart) part.besideApi?.({ stack, stage, handlers, around, api, accessLog: log });
  const host = stage.domain?.name ?? `${api.restApiId}.execute-api.${stage.region}.${Aws.URL_SUFFIX}`;
  new CfnOutput(stack, 'Url', { value: `https://${host}${servedPath('').replace(/^$/, '/')}` });
  return { stack, api, document };
}

function createDocument(stack: Stack, stage: Stage, around: Surroundings): GatewayDocument {
  const invokeRole = createInvokeRoles(stack, stage);
  const [authorizers = noAuthorizers] = everyPart.flatMap((part) => part.authorizers?.({ stack, stage, around }) ?? []);
  return gatewayDocument(stage, {
    functionName: (file) => resourceName(stage, file),
    invokeRole,
    authorizerName: authorizers.name,
    authorizerRole: authorizers.roleArn,
  });
}

/** Of an API whose operations are all public. */
const noAuthorizers: GatewayAuthorizers = { name: (scheme) => scheme, roleArn: '' };

function methodOptions(stage: Stage): Record<string, MethodDeploymentOptions> {
  return Object.fromEntries(
    Object.values(operations)
      .filter(({ limited }) => limited)
      .map(({ path, method }) => [
        `${gatewayPath(path)}/${method.toUpperCase()}`,
        {
          throttlingRateLimit: throttleOf(stage, 'limitedThrottleRate'),
          throttlingBurstLimit: throttleOf(stage, 'limitedThrottleBurst'),
          metricsEnabled: true,
          loggingLevel: MethodLoggingLevel.ERROR,
          dataTraceEnabled: false,
        },
      ]),
  );
}

/** TLS 1.3 and nothing older, for the names of this API alone. */
function hardenTransport(api: SpecRestApi): void {
  const resource = api.node.defaultChild as CfnRestApi;
  resource.securityPolicy = SecurityPolicy.TLS13_1_3_2025_09;
  resource.endpointAccessMode = 'STRICT';
}

function accessLog(stack: Stack, stage: Stage, around: Surroundings): LogGroup {
  return new LogGroup(stack, 'AccessLogs', {
    logGroupName: `/aws/apigateway/${resourceName(stage, 'api')}`,
    retention: stage.logRetention,
    removalPolicy: stage.logRemovalPolicy,
    encryptionKey: Key.fromKeyArn(stack, 'AccessLogsKey', around.storageKey()),
  });
}

/** Neither headers nor query: credentials travel in both. */
function accessLogFormat(): AccessLogFormat {
  return AccessLogFormat.custom(
    JSON.stringify({
      requestId: AccessLogField.contextRequestId(),
      time: AccessLogField.contextRequestTimeEpoch(),
      address: AccessLogField.contextIdentitySourceIp(),
      method: AccessLogField.contextHttpMethod(),
      route: AccessLogField.contextResourcePath(),
      status: AccessLogField.contextStatus(),
      milliseconds: AccessLogField.contextResponseLatency(),
      bytes: AccessLogField.contextResponseLength(),
      subject: AccessLogField.contextAuthorizerPrincipalId(),
      authorizerError: AccessLogField.contextAuthorizerError(),
      error: AccessLogField.contextErrorResponseType(),
      waf: AccessLogField.contextWafResponseCode(),
    }),
  );
}

/** API Gateway writes logs in one role for the account and Region. It stays when a stage goes: others use it. */
function loggingAccount(stack: Stack): CfnAccount {
  const role = new Role(stack, 'LoggingRole', {
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs')],
  });
  const account = new CfnAccount(stack, 'LoggingAccount', { cloudWatchRoleArn: role.roleArn });
  const keep = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
  for (const resource of [account, role.node.defaultChild as CfnAccount]) {
    for (const [key, value] of Object.entries(keep)) resource.addOverride(key, value);
  }
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    reason: 'The policy that API Gateway asks for; it is about logs alone.',
  });
  return account;
}

function acknowledge(api: SpecRestApi): void {
  Validations.of(api).acknowledge({
    id: 'AwsSolutions-APIG2',
    reason: 'The functions validate fully, and name the fields; the gateway could not.',
  });
}
