import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { authorize } from './authorize.js';
import { readBody } from './body.js';
import { gatewayAnswer, preflightAnswer } from './gateway-answer.js';
import { lambdaContext } from './lambda-context.js';
import { proxyEvent } from './proxy-event.js';
import type { RequestFacts } from './proxy-event.js';
import { readProxyResult } from './proxy-result.js';
import { callersRequestId, headerPairs, headerValues, parseQuery, pathInStage, splitTarget } from './request.js';
import { matchPath } from './router.js';
import { describeError, settle } from './settle.js';
import type { Admission } from './throttle.js';
import type { Answer, GatewayLimits, GatewayResponseType, Route, RouteTable } from './types.js';

/** One request with what its answer depends on. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly table: RouteTable;
  readonly stage: string;
  readonly port: number;
  readonly limits: GatewayLimits;
  readonly time: Date;
  readonly log: (line: string) => void;
  readonly admits: Admission;
}

/** What came of a request. Without an answer the caller has gone away. */
export interface Exchanged {
  readonly answer: Answer | undefined;
  readonly requestId: string;
  readonly operationId: string | undefined;
}

/** Routes, reads, authorizes and invokes, in this order. Writes nothing to the connection. */
export async function exchange(options: Exchange): Promise<Exchanged> {
  const { request, table, stage } = options;
  const headers = headerPairs(request);
  const gatewayId = randomUUID();
  const requestId = callersRequestId(headers) ?? gatewayId;
  // Its own answers name the gateway's id, whatever the caller sent: API Gateway knows no other.
  const asker = { requestId: gatewayId, origin: headerValues(headers, 'origin')[0] };
  const own = (type: GatewayResponseType, status?: number): Answer => gatewayAnswer(table, type, asker, status);
  const ended = (answer: Answer | undefined, route?: Route): Exchanged => ({
    answer,
    requestId: sentId(answer) ?? requestId,
    operationId: route?.operationId,
  });

  if (request.httpVersion === '1.1' && headerValues(headers, 'host').length !== 1)
    return ended(own('DEFAULT_4XX', 400));
  const method = request.method ?? '';
  const target = splitTarget(request.url ?? '');
  const path = pathInStage(target.path, stage);
  const match = path === undefined ? undefined : matchPath(table.routes, path);
  if (path === undefined || match === undefined) return ended(own('MISSING_ROUTE'));
  const route = match.methods.get(method);
  if (route === undefined) {
    // A stage without frontends deploys no answer to a preflight.
    const isPreflight = method === 'OPTIONS' && table.allowedOrigins.length > 0;
    return ended(isPreflight ? preflightAnswer(table, [...match.methods.keys()], asker) : own('MISSING_ROUTE'));
  }
  if (!options.admits(table, route)) return ended(own('THROTTLED'), route);
  const query = parseQuery(target.query);
  if (query === undefined) return ended(own('DEFAULT_4XX', 400), route);
  const body = await readBody(request, options.limits.bodyBytes);
  if (body.kind === 'aborted') return ended(undefined, route);
  if (body.kind === 'too-large') return ended(own('REQUEST_TOO_LARGE'), route);

  const pathParameters = match.parametersOf(route);
  const facts = {
    ...connectionFacts(options),
    route,
    method,
    path,
    pathParameters,
    query,
    headers,
    body: body.bytes,
    requestId: gatewayId,
  };
  const result = await serve(facts, options);
  return ended(typeof result === 'string' ? own(result) : result, route);
}

/** The id that an answer tells its caller. */
function sentId(answer: Answer | undefined): string | undefined {
  const id = answer?.headers.get('x-request-id');
  return typeof id === 'string' ? id : undefined;
}

function connectionFacts({ request, stage, port, time }: Exchange) {
  // A dual-stack socket shows IPv4 callers as mapped addresses; API Gateway shows them as IPv4.
  const sourceIp = (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
  return { stage, port, time, sourceIp, protocol: `HTTP/${request.httpVersion}` };
}

/** The function's answer, or the type of the gateway's own. */
async function serve(facts: RequestFacts, { table, limits, log }: Exchange): Promise<Answer | GatewayResponseType> {
  const { route } = facts;
  const decision = await authorize(facts, { table, log, limitMs: limits.integrationMs });
  if (decision.kind === 'refused') return decision.type;
  const event = proxyEvent(facts, decision.context);
  const context = lambdaContext(route.operationId, limits.integrationMs);
  const outcome = await settle(() => route.handler(event, context), limits.integrationMs);
  if (outcome.kind === 'timeout') {
    log(`${route.operationId}: no answer within ${limits.integrationMs} ms`);
    return 'INTEGRATION_TIMEOUT';
  }
  if (outcome.kind === 'error') {
    log(`${route.operationId}: the handler failed: ${describeError(outcome.error)}`);
    return 'INTEGRATION_FAILURE';
  }
  const answer = readProxyResult(outcome.value);
  if (answer !== undefined) return answer;
  log(`${route.operationId}: the handler returned something that is no proxy result`);
  return 'INTEGRATION_FAILURE';
}
