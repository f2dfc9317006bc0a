import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { declaresTooMuch } from './body.js';
import { exchange } from './exchange.js';
import type { Exchanged } from './exchange.js';
import { gatewayAnswer } from './gateway-answer.js';
import { answerMalformedRequests, safely } from './malformed.js';
import { splitTarget } from './request.js';
import { describeError } from './settle.js';
import { createAdmission } from './throttle.js';
import type { Admission } from './throttle.js';
import type { Answer, Gateway, GatewayLimits, GatewayOptions } from './types.js';

/** Body, headers and integration time as in API Gateway ("Quotas for configuring and running a REST API"). */
const defaultLimits: GatewayLimits = {
  bodyBytes: 10 * 1024 * 1024,
  headerBytes: 10_240,
  integrationMs: 29_000,
  headersMs: 10_000,
  requestMs: 30_000,
  closeMs: 5_000,
};

/** What every request needs to know of its server. */
interface Serving {
  readonly options: GatewayOptions;
  readonly limits: GatewayLimits;
  readonly log: (line: string) => void;
  readonly port: () => number;
  readonly isClosing: () => boolean;
  readonly admits: Admission;
}

/**
 * Starts a local stand-in for API Gateway's REST APIs on one address of this machine.
 *
 * @throws Error of code `EADDRINUSE` when the port is taken
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const limits = { ...defaultLimits, ...options.limits };
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: Math.max(50, Math.min(1_000, limits.headersMs / 4)),
    // Left to Node, a request without Host would get a 400 without a body; `exchange` refuses it.
    requireHostHeader: false,
  });
  // Node would silently drop headers beyond a count; their size is limited anyway.
  server.maxHeadersCount = 0;
  let closed: Promise<void> | undefined;
  const port = (): number => portOf(server);
  const log = options.log ?? ((line: string) => process.stderr.write(`${line}\n`));
  const serving = { options, limits, log, port, isClosing: () => closed !== undefined, admits: createAdmission() };
  acceptRequests(server, serving);
  answerMalformedRequests(server, options.routes);
  const host = options.host ?? '127.0.0.1';
  await listen(server, options.port, host);
  const base = options.stage === '' ? '' : `/${options.stage}`;
  return {
    url: `http://${hostInUrl(host)}:${port()}${base}`,
    port: port(),
    close: () => (closed ??= closeServer(server, limits.closeMs)),
  };
}

function acceptRequests(server: Server, serving: Serving): void {
  server.on('request', (request, response) => void handle(request, response, serving));
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    // A caller who asks first is spared the upload of what would be refused.
    if (!declaresTooMuch(request, serving.limits.bodyBytes)) response.writeContinue();
    server.emit('request', request, response);
  });
  // RFC 9110, 10.1.1: an unknown expectation may be ignored. Node's own 417 would have no body.
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
}

async function handle(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const started = performance.now();
  response.on('error', () => {});
  let exchanged: Exchanged | undefined;
  try {
    if ((await serving.options.middleware?.(request, response)) === true) return;
    exchanged = await answerFromTable(request, serving);
  } catch (error) {
    serving.log(`the gateway failed: ${describeError(error)}`);
    exchanged = failure(request, serving);
  }
  recordWhenClosed(request, response, serving, exchanged, started);
  if (exchanged.answer === undefined) response.destroy();
  else write(response, exchanged.answer, serving.isClosing());
}

function answerFromTable(
  request: IncomingMessage,
  { options, limits, log, port, admits }: Serving,
): Promise<Exchanged> {
  const time = options.now?.() ?? new Date();
  return exchange({ request, table: options.routes(), stage: options.stage, port: port(), limits, time, log, admits });
}

/** A fault of the middleware or of the table itself. */
function failure(request: IncomingMessage, { options }: Serving): Exchanged {
  const requestId = crypto.randomUUID();
  const answer = gatewayAnswer(safely(options.routes), 'DEFAULT_5XX', { requestId, origin: request.headers.origin });
  return { answer, requestId, operationId: undefined };
}

function write(response: ServerResponse, { status, headers, body }: Answer, isClosing: boolean): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  for (const [name, value] of headers) response.setHeader(name, value);
  if (isClosing) response.setHeader('connection', 'close');
  // RFC 9110, 8.6: no length with a status that has no content.
  if (status !== 204 && status !== 304) response.setHeader('content-length', body.length);
  response.writeHead(status).end(body);
}

function recordWhenClosed(
  request: IncomingMessage,
  response: ServerResponse,
  { options, log }: Serving,
  { requestId, operationId }: Exchanged,
  started: number,
): void {
  const record = (): void => {
    try {
      options.onAnswer?.({
        method: request.method ?? '',
        path: splitTarget(request.url ?? '').path,
        operationId,
        status: response.headersSent ? response.statusCode : 499,
        durationMs: performance.now() - started,
        requestId,
      });
    } catch (error) {
      log(`onAnswer failed: ${describeError(error)}`);
    }
  };
  if (response.closed) record();
  else response.once('close', record);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), waitMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The address people type: browsers treat `localhost` as a secure context under one name. */
function hostInUrl(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::1', '::', 'localhost'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
