import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createAnswer, errorAnswer } from './answer.js';
import { AwsError, internalFailure } from './aws-error.js';
import { readBody } from './read-call.js';
import type { AnswerRequest, AwsAnswer, Endpoint, EndpointOptions, Route } from './types.js';

/** How long `close` waits for calls in flight. */
const closeMs = 2_000;

/** What every request needs to know. */
interface Serving {
  readonly answer: AnswerRequest;
  readonly routes: ReadonlyMap<string, Route>;
}

/** Starts one HTTP server on a free port of 127.0.0.1 that speaks AWS JSON 1.0 and 1.1 for all given engines. */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const { answer, drain } = answersInFlight(createAnswer(options));
  const serving: Serving = {
    answer,
    routes: new Map((options.routes ?? []).map((route) => [route.path, route])),
  };
  // SDK clients keep connections; one that the server ends while it is being reused would be an error at the client.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void handle(request, response, serving);
  });
  const port = await listen(server);
  let closed: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    answer,
    close: () => (closed ??= Promise.all([closeServer(server), drain()]).then(() => undefined)),
  };
}

/** Answers that can be waited for: requests of this process come without a connection that could be counted. */
function answersInFlight(answer: AnswerRequest): { readonly answer: AnswerRequest; drain(): Promise<void> } {
  const inFlight = new Set<Promise<unknown>>();
  let isClosed = false;
  return {
    answer: (request) => {
      if (isClosed) return Promise.resolve(undefined);
      const answering = answer(request);
      inFlight.add(answering);
      return answering.finally(() => inFlight.delete(answering));
    },
    async drain() {
      isClosed = true;
      const patience = new Promise<void>((passed) => setTimeout(passed, closeMs).unref());
      await Promise.race([Promise.allSettled(inFlight), patience]);
    },
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  response.on('error', () => {});
  if (request.method === 'GET') return answerRoute(request, response, serving);
  const { headers } = request;
  try {
    const body = await readBody(request);
    if (body === undefined) return;
    const answer = await serving.answer({ headers, body });
    if (answer === undefined) response.destroy();
    else write(response, answer);
  } catch (error) {
    write(
      response,
      errorAnswer({ headers }, error instanceof AwsError ? error : internalFailure('The engine failed.')),
    );
  }
}

function answerRoute(request: IncomingMessage, response: ServerResponse, { routes }: Serving): void {
  const route = routes.get((request.url ?? '').split('?', 1)[0] ?? '');
  if (route === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.\n');
  else response.writeHead(200, { 'content-type': route.contentType }).end(route.body());
}

function write(response: ServerResponse, { status, headers, body }: AwsAnswer): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
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
