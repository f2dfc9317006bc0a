import type { Contract, SecurityScheme } from '../../contract/model/contract.js';
import { routeAccess, type RouteAccess } from '../../contract/model/route-access.js';
import { gatewayErrorBody, gatewayErrors } from '../../contract/model/gateway-responses.js';
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
 * @param mock whether routes that nobody may call admit everybody
 */
export function routeTable(contract: Contract, module: BackendModule, mock: boolean): RouteTable {
  const { handlers, runtimeHeaders } = module;
  const stage = contract.stages.stages[localStage] ?? contract.stages.common;
  const schemes = contract.securitySchemes;
  return {
    routes: contract.operations.flatMap((operation) => {
      const handler = handlers[operation.operationId];
      const { operationId, method, path, security } = operation;
      const access = routeAccess(security, schemes, ({ name }) => Object.hasOwn(module.authorizers, name));
      // A front end that is developed against mocks has nobody to log in at.
      const open = mock && access.kind === 'nobody';
      return handler ? [{ operationId, method, path, access: open ? mockAccess : access, handler }] : [];
    }),
    authorizers: { ...(mock && { [mockScheme]: mockAuthorizer }), ...authorizersOf(module) },
    identitySources: {
      [mockScheme]: [],
      ...Object.fromEntries(contract.securitySchemes.map((scheme) => [scheme.name, identitySources(scheme)])),
    },
    gatewayResponses: gatewayResponses(contract, runtimeHeaders('', undefined, [])),
    allowedOrigins: stage.frontends.map((frontend) => frontend.origin),
  };
}

/** An authorizer has as long as an integration: API Gateway's 29 s. */
const authorizerLimitMs = 29_000;

function authorizersOf({ authorizers }: BackendModule): Readonly<Record<string, Authorizer>> {
  return Object.fromEntries(
    Object.entries(authorizers).map(([scheme, handler]) => [
      scheme,
      (event) => handler(event, lambdaContext(scheme, authorizerLimitMs)),
    ]),
  );
}

/** No contract can name a scheme so (OpenAPI, Components Object). */
const mockScheme = '(mock)';
const mockAccess: RouteAccess = { kind: 'authorized', scheme: mockScheme };

const mockAuthorizer: Authorizer = async ({ methodArn }) => ({
  principalId: 'mock',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }],
  },
  context: { scheme: 'mock', subject: 'mock' },
});

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
