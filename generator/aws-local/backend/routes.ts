import type { Contract, SecurityScheme } from '../../contract/model.js';
import { gatewayErrorBody, gatewayErrors } from '../../contract/gateway-responses.js';
import type { APIGatewayRequestAuthorizerEvent, Context } from 'aws-lambda';
import { lambdaContext } from '../gateway/index.js';
import type { Authorizer, GatewayResponse, Handler, IdentitySource, RouteTable } from '../gateway/index.js';
import { localStage } from './environment.js';

/** The handler of a job, as Lambda would invoke it. */
export type JobHandler = (event: unknown, context: Context) => Promise<unknown>;

/** What the entry of the bundle exports. */
export interface BackendModule {
  readonly handlers: Readonly<Record<string, Handler>>;
  /** By security scheme; only those whose slot is filled. */
  readonly authorizers: Readonly<
    Record<string, (event: APIGatewayRequestAuthorizerEvent, context: Context) => ReturnType<Authorizer>>
  >;
  /** By job name; only those whose slot is filled. */
  readonly jobs: Readonly<Record<string, JobHandler>>;
  readonly setClock: (now: () => Date) => void;
  readonly runtimeHeaders: (
    requestId: string,
    origin: string | undefined,
    frontends: readonly [],
  ) => Readonly<Record<string, string>>;
}

/**
 * The gateway's routes for a contract and its loaded handlers.
 * @param mock whether a scheme without an authorizer admits everybody instead of nobody
 */
export function routeTable(contract: Contract, module: BackendModule, mock: boolean): RouteTable {
  const { handlers, runtimeHeaders } = module;
  const stage = contract.stages.stages[localStage] ?? contract.stages.common;
  return {
    routes: contract.operations.flatMap((operation) => {
      const handler = handlers[operation.operationId];
      const { operationId, method, path, security } = operation;
      return handler ? [{ operationId, method, path, security, handler }] : [];
    }),
    authorizers: Object.fromEntries(
      contract.securitySchemes.map((scheme) => [scheme.name, authorizerOf(scheme.name, module, mock)]),
    ),
    identitySources: Object.fromEntries(
      contract.securitySchemes.map((scheme) => [
        scheme.name,
        module.authorizers[scheme.name] || !mock ? identitySources(scheme) : [],
      ]),
    ),
    gatewayResponses: gatewayResponses(contract, runtimeHeaders('', undefined, [])),
    allowedOrigins: stage.frontends.map((frontend) => frontend.origin),
  };
}

/** The override's authorizer; without one the scheme denies, or with mocks admits. */
function authorizerOf(scheme: string, { authorizers }: BackendModule, mock: boolean): Authorizer | undefined {
  const handler = authorizers[scheme];
  if (handler) return (event) => handler(event, lambdaContext(scheme, authorizerLimitMs));
  return mock ? mockAuthorizer(scheme) : undefined;
}

/** An authorizer has as long as an integration: API Gateway's 29 s. */
const authorizerLimitMs = 29_000;

/** A front end that is developed against mocks has nobody to log in at. */
function mockAuthorizer(scheme: string): Authorizer {
  return async ({ methodArn }) => ({
    principalId: 'mock',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }],
    },
    context: { scheme, subject: 'mock' },
  });
}

function identitySources({ credential }: SecurityScheme): readonly IdentitySource[] {
  if (!credential) return [];
  return [credential.in === 'cookie' ? { in: 'header', name: 'cookie' } : { in: credential.in, name: credential.name }];
}

/** The gateway sends the same security headers as the functions. */
function gatewayResponses(contract: Contract, headers: Readonly<Record<string, string>>): readonly GatewayResponse[] {
  const { 'x-request-id': _requestId, ...common } = headers;
  return gatewayErrors.map((error) => ({
    type: error.type,
    status: error.status,
    body: (requestId) => gatewayErrorBody(contract, error, requestId),
    headers: { ...common, 'content-type': 'application/json; charset=utf-8', ...extraHeaders(error.status) },
  }));
}

/** RFC 9110 15.5.2 wants a challenge with a 401; a caller told to come back is told when. */
function extraHeaders(status: number): Readonly<Record<string, string>> {
  if (status === 401) return { 'www-authenticate': 'Bearer' };
  return status === 429 || status === 503 ? { 'retry-after': '1' } : {};
}
