import { connect } from 'node:net';
import type { APIGatewayAuthorizerResult, APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { afterEach } from 'vitest';
import { preflightHeaders } from '../../../generated/http/gateway-headers.js';
import { startGateway } from '../../../generator/aws-local/gateway/index.js';
import type { Gateway, GatewayOptions, Route, RouteTable } from '../../../generator/aws-local/gateway/index.js';

const running: Gateway[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((gateway) => gateway.close()));
});

type Table = Omit<Partial<RouteTable>, 'routes'> & { readonly routes: readonly Route[] };

/** A gateway on a free port, closed after the test. What it logs is added to `lines`. */
export async function start(
  table: Table,
  options: Partial<GatewayOptions> & { lines?: string[] } = {},
): Promise<Gateway> {
  const gateway = await startGateway({
    port: 0,
    stage: 'v1',
    routes: () => ({
      authorizers: {},
      gatewayResponses,
      allowedOrigins: ['https://app.example.com'],
      preflight: preflightHeaders,
      ...table,
    }),
    log: (line) => void options.lines?.push(line),
    ...options,
  });
  running.push(gateway);
  return gateway;
}

const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Strict-Transport-Security': 'max-age=1' };
const worded = (type: RouteTable['gatewayResponses'][number]['type'], status: number) => ({
  type,
  status,
  headers,
  body: (requestId: string) => JSON.stringify({ error: type, message: 'x', request_id: requestId }),
});

export const gatewayResponses: RouteTable['gatewayResponses'] = [
  worded('MISSING_ROUTE', 404),
  worded('UNAUTHORIZED', 401),
  worded('ACCESS_DENIED', 403),
  worded('AUTHORIZER_FAILURE', 500),
  worded('REQUEST_TOO_LARGE', 413),
  worded('INTEGRATION_FAILURE', 502),
  worded('INTEGRATION_TIMEOUT', 504),
  worded('DEFAULT_4XX', 400),
  worded('DEFAULT_5XX', 500),
];

/** A public route that answers with the event it got, unless told otherwise. */
export function route(method: string, path: string, overrides: Partial<Route> = {}): Route {
  return { operationId: `${method} ${path}`, method, path, access: { kind: 'everybody' }, handler: echo, ...overrides };
}

export const echo = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(event),
});

/** What a route answers, for a given result. */
export const answering = (result: unknown) => async (): Promise<APIGatewayProxyResult> =>
  result as APIGatewayProxyResult;

export function policy(
  effect: 'Allow' | 'Deny',
  context?: APIGatewayAuthorizerResult['context'],
  resource = '*',
): APIGatewayAuthorizerResult {
  return {
    principalId: 'user-1',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: resource }],
    },
    ...(context === undefined ? {} : { context }),
  };
}

export async function echoed(response: Response): Promise<APIGatewayProxyEvent> {
  return (await response.json()) as APIGatewayProxyEvent;
}

/** Writes bytes to the gateway and resolves with everything it said until it closed, or `quietMs` of silence. */
export function talk(port: number, bytes: string | Buffer, quietMs = 400): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let said = '';
    socket.setTimeout(quietMs, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
    socket.on('error', (error) => (said === '' ? reject(error) : undefined));
    socket.on('close', () => resolve(said));
  });
}

/** The status of a request whose target is sent exactly as given, which `fetch` would normalise. */
export async function statusOf(port: number, target: string, method = 'GET'): Promise<number> {
  const said = await talk(port, `${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  return Number(said.split(' ')[1]);
}
