import type { Contract, SecurityScheme } from '../../contract/model/contract.js';
import { throttlesOf } from '../../contract/model/throttles.js';
import { routeAccess, type RouteAccess } from '../../contract/model/route-access.js';
import type { APIGatewayRequestAuthorizerEvent, Context } from 'aws-lambda';
import { lambdaContext } from '../gateway/index.js';
import type {
  Authorizer,
  GatewayResponse,
  Handler,
  IdentitySource,
  PreflightHeaders,
  RouteTable,
} from '../gateway/index.js';
import { localStage } from './environment.js';

/** The handler of a job, as Lambda would invoke it. */
export type JobHandler = (event: unknown, context: Context) => Promise<unknown>;

/** Why a function refused a request. */
export interface Refusal {
  readonly requestId: string;
  readonly code: string;
  readonly fields: readonly { readonly field: string; readonly message: string }[];
}

interface GatewayAnswer {
  readonly type: GatewayResponse['type'];
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

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
  readonly observeRefusals: (observe: (refusal: Refusal) => void) => void;
  /** The emitted table of the gateway's own answers, which the infrastructure deploys. */
  readonly gatewayAnswers: readonly GatewayAnswer[];
  readonly gatewayHeaders: (answer: GatewayAnswer, origins: readonly string[]) => Readonly<Record<string, string>>;
  readonly preflightHeaders: (methods: readonly string[]) => PreflightHeaders;
}

/**
 * The gateway's routes for a contract and its loaded handlers.
 * @param mock whether routes that nobody may call admit everybody
 */
export function routeTable(contract: Contract, module: BackendModule, mock: boolean): RouteTable {
  const { handlers } = module;
  const stage = contract.stages.stages[localStage] ?? contract.stages.common;
  const throttles = throttlesOf(stage);
  const schemes = contract.securitySchemes;
  const allowedOrigins = stage.frontends.map((frontend) => frontend.origin);
  return {
    routes: contract.operations.flatMap((operation) => {
      const handler = handlers[operation.operationId];
      const { operationId, method, path, security, rateLimits } = operation;
      const access = routeAccess(security, schemes, ({ name }) => Object.hasOwn(module.authorizers, name));
      // A front end that is developed against mocks has nobody to log in at.
      const open = mock && access.kind === 'nobody';
      const throttle = rateLimits.length > 0 ? { throttle: throttles.limited } : {};
      return handler ? [{ operationId, method, path, access: open ? mockAccess : access, handler, ...throttle }] : [];
    }),
    authorizers: { ...(mock && { [mockScheme]: mockAuthorizer }), ...authorizersOf(module) },
    identitySources: {
      [mockScheme]: [],
      ...Object.fromEntries(contract.securitySchemes.map((scheme) => [scheme.name, identitySources(scheme)])),
    },
    throttle: throttles.stage,
    gatewayResponses: gatewayResponses(module, allowedOrigins),
    allowedOrigins,
    preflight: module.preflightHeaders,
  };
}

/** The same routes for whoever measures what the machine bears. */
export function withoutThrottles({ throttle: _stage, routes, ...table }: RouteTable): RouteTable {
  return { ...table, routes: routes.map(({ throttle: _method, ...route }) => route) };
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

/** The gateway's own answers as they are deployed. */
function gatewayResponses(
  { gatewayAnswers, gatewayHeaders }: BackendModule,
  origins: readonly string[],
): readonly GatewayResponse[] {
  return gatewayAnswers.map((answer) => ({
    type: answer.type,
    status: answer.status,
    body: (requestId) => answer.body.replaceAll('$context.requestId', requestId),
    headers: gatewayHeaders(answer, origins),
  }));
}
