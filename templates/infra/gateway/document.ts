import { Fn } from 'aws-cdk-lib';
import type { OperationFunction, SecurityScheme } from '../model.js';
import { gatewayPath } from '../placement.js';
import { binaryMediaTypes, projectName, securitySchemes, title } from '../project.js';
import { operations } from '../operations.js';
import type { Stage } from '../stage.js';
import { gatewayResponses } from './responses.js';
import { preflight } from './preflight.js';
import { operationPaths } from './routes.js';
import { deniedScheme, schemeOf } from './security.js';

/** How the gateway reaches functions: by their names, in roles that may invoke nothing else. */
export interface GatewayTargets {
  readonly functionName: (file: string) => string;
  readonly invokeRole: (operationId: string) => string;
  readonly authorizerName: (scheme: string) => string;
  readonly authorizerRole: string;
}

/** A document of OpenAPI 3.0 in API Gateway's dialect. */
export type GatewayDocument = Readonly<Record<string, unknown>>;

/** API Gateway gives up after so many milliseconds. */
const integrationTimeout = 29_000;

/**
 * What API Gateway is given. It is derived and never the contract itself: API Gateway takes OpenAPI 3.0 alone, ignores
 * security at the root, and knows no scheme but `apiKey`, so that a contract copied over would be public. Security is on
 * every operation. There are no models and no validators: the functions validate, and name the fields.
 */
export function gatewayDocument(stage: Stage, targets: GatewayTargets): GatewayDocument {
  const used = new Set(Object.values(operations).flatMap((operation) => schemeOf(operation) ?? []));
  return {
    openapi: '3.0.1',
    info: { title: `${title} (${projectName} ${stage.name})`, version: '1' },
    paths: Object.fromEntries(operationPaths().map((path) => [gatewayPath(path), pathItem(path, stage, targets)])),
    components: {
      securitySchemes: Object.fromEntries(
        [...used].sort().map((name) => [name, authorizer(name, securitySchemes[name], targets)]),
      ),
    },
    ...(binaryMediaTypes.length > 0 ? { 'x-amazon-apigateway-binary-media-types': [...binaryMediaTypes] } : {}),
    'x-amazon-apigateway-gateway-responses': gatewayResponses(stage.frontends.map(({ origin }) => origin)),
  };
}

function pathItem(path: string, stage: Stage, targets: GatewayTargets): object {
  const members = Object.entries(operations).filter(([, operation]) => operation.path === path);
  const methods = members.map(
    ([id, operation]) => [operation.method, gatewayOperation(id, operation, targets)] as const,
  );
  const answered = new Set(methods.map(([method]) => method));
  const origins = stage.frontends.map(({ origin }) => origin);
  return {
    ...Object.fromEntries(methods),
    ...(origins.length === 0 || answered.has('options')
      ? {}
      : { options: { ...pathParameters(path), ...preflight(origins, [...answered]) } }),
  };
}

function gatewayOperation(id: string, operation: OperationFunction, targets: GatewayTargets): object {
  const scheme = schemeOf(operation);
  return {
    operationId: id,
    ...pathParameters(operation.path),
    security: scheme === undefined ? [] : [{ [scheme]: [] }],
    responses: { default: { description: 'Answered by the function.' } },
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: invocationUri(targets.functionName(operation.file)),
      credentials: targets.invokeRole(id),
      passthroughBehavior: 'when_no_match',
      timeoutInMillis: integrationTimeout,
    },
  };
}

/** The parameters of a path. API Gateway wants them declared by every method, the answer to a preflight among them. */
function pathParameters(path: string): { readonly parameters?: readonly object[] } {
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
  if (names.length === 0) return {};
  return { parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })) };
}

/** The authorizer's answer is never kept: who has been shut out is refused on the next call. */
function authorizer(name: string, scheme: SecurityScheme | undefined, targets: GatewayTargets): object {
  const { in: place, name: field } = scheme?.credential ?? { in: 'header', name: 'Authorization' };
  const [source, parameter] =
    place === 'query' ? ['querystring', field] : ['header', place === 'cookie' ? 'Cookie' : field];
  return {
    type: 'apiKey',
    name: parameter,
    in: place === 'query' ? 'query' : 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      ...(name === deniedScheme ? {} : { identitySource: `method.request.${source}.${parameter}` }),
      authorizerUri: invocationUri(targets.authorizerName(name)),
      authorizerCredentials: targets.authorizerRole,
      authorizerResultTtlInSeconds: 0,
    },
  };
}

function invocationUri(functionName: string): string {
  return Fn.sub(
    'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/' +
      `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${functionName}/invocations`,
  );
}
