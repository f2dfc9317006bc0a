import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AwsError, internalFailure } from './aws-error.js';
import { callerOf, invocationIdOf, readInput, readTarget } from './read-call.js';
import type { Call, Endpoint, EndpointOptions, Engine, Route } from './types.js';

/** How long `close` waits for calls in flight. */
const closeMs = 2_000;

/** What every request needs to know. */
interface Serving {
  readonly engines: ReadonlyMap<string, Engine>;
  readonly routes: ReadonlyMap<string, Route>;
  readonly options: EndpointOptions;
  readonly log: (line: string) => void;
}

/** Starts one HTTP server on a free port of 127.0.0.1 that speaks AWS JSON 1.0 and 1.1 for all given engines. */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const serving: Serving = {
    engines: new Map(options.engines.map((engine) => [engine.targetPrefix, engine])),
    routes: new Map((options.routes ?? []).map((route) => [route.path, route])),
    options,
    log: options.log ?? ((line) => process.stderr.write(`${line}\n`)),
  };
  // SDK clients keep connections; one that the server ends while it is being reused would be an error at the client.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void handle(request, response, serving);
  });
  const port = await listen(server);
  let closed: Promise<void> | undefined;
  return { url: `http://127.0.0.1:${port}`, close: () => (closed ??= closeServer(server)) };
}

async function handle(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  response.on('error', () => {});
  const requestId = randomUUID();
  try {
    if (request.method === 'GET') answerRoute(request, response, serving);
    else await answerCall(request, response, serving, requestId);
  } catch (error) {
    answerError(request, response, requestId, asAwsError(error, serving));
  }
}

function answerRoute(request: IncomingMessage, response: ServerResponse, { routes }: Serving): void {
  const route = routes.get((request.url ?? '').split('?', 1)[0] ?? '');
  if (route === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.\n');
  else response.writeHead(200, { 'content-type': route.contentType }).end(route.body());
}

async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  serving: Serving,
  requestId: string,
): Promise<void> {
  const target = readTarget(request);
  const input = await readInput(request);
  if (input === undefined) return;
  const engine = target === undefined ? undefined : serving.engines.get(target.service);
  if (target === undefined || engine === undefined) {
    throw new AwsError(
      'UnknownOperationException',
      `No engine serves ${target?.service ?? 'a request without a target'}.`,
    );
  }
  const signed = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ') ?? false;
  const attempt = { invocationId: invocationIdOf(request), input };
  const fault = serving.options.fault?.(target.service, target.action, attempt);
  const answering = perform(serving, { ...target, input, ...callerOf(request) }, async () => {
    if (fault === 'error') throw internalFailure('A fault that was asked for.');
    if (fault instanceof AwsError) throw fault;
    return engine.call(target.action, input, { requestId, signed });
  });
  if (fault !== 'timeout-after-effect') return write(response, 200, request, requestId, {}, await answering);
  await answering.catch(() => undefined);
  response.destroy();
}

/** Calls and tells the observer how it went. */
async function perform(serving: Serving, made: Call, call: () => Promise<object>): Promise<object> {
  const { onCall } = serving.options;
  const outcome = await call().then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error: asAwsError(error, serving) }),
  );
  if ('error' in outcome) {
    await onCall?.({ ...made, error: outcome.error });
    throw outcome.error;
  }
  await onCall?.(made);
  return outcome.answer;
}

function asAwsError(error: unknown, { log }: Serving): AwsError {
  if (error instanceof AwsError) return error;
  log(`an engine failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return internalFailure('The engine failed.');
}

function answerError(request: IncomingMessage, response: ServerResponse, requestId: string, error: AwsError): void {
  const { name, message, status, fields } = error;
  // The colon is the services' own: a namespace may follow it.
  const headers: Record<string, string> = { 'x-amzn-errortype': `${name}:` };
  if (/^[\x20-\x7e]+$/.test(message)) headers['x-amzn-errormessage'] = message;
  write(response, status, request, requestId, headers, { __type: name, message, ...fields });
}

function write(
  response: ServerResponse,
  status: number,
  request: IncomingMessage,
  requestId: string,
  headers: Readonly<Record<string, string>>,
  answer: object,
): void {
  if (response.destroyed) return;
  const body = JSON.stringify(answer);
  response
    .writeHead(status, {
      'content-type': jsonVersion(request),
      'content-length': Buffer.byteLength(body),
      'x-amzn-requestid': requestId,
      ...headers,
    })
    .end(body);
}

/** The protocol's version is the caller's, by "AWS JSON 1.0/1.1 protocol" of the Smithy documentation. */
function jsonVersion(request: IncomingMessage): string {
  return request.headers['content-type'] === 'application/x-amz-json-1.0'
    ? 'application/x-amz-json-1.0'
    : 'application/x-amz-json-1.1';
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A client's idle connections stay open until they are ended; the one in flight is ended once answered.
    const sweep = setInterval(() => server.closeIdleConnections(), 10);
    const timer = setTimeout(() => server.closeAllConnections(), closeMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
