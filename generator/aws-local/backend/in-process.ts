import type { AnswerRequest, AwsAnswer } from '../endpoint/index.js';

/** What functions in this process reach without the wire, by origin: `http://127.0.0.1:41234`. */
export type Engines = ReadonlyMap<string, AnswerRequest>;

/** What the SDK's clients hand to their request handler, and get from it. */
interface HttpRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

interface Handler {
  handle(request: HttpRequest, options?: object): Promise<{ readonly response: HttpResponse }>;
}

/** The SDK's own handler for Node, `NodeHttpHandler` of `@smithy/node-http-handler`. */
type HandlerClass = new (options?: object) => Handler;

/** How the SDK describes an operation: a kind, then namespace, name, traits, input and output. */
type OperationSchema = readonly [number, string, string, unknown, unknown, unknown];

/** The SDK's commands, as far as they say what they ask for. */
interface Command {
  readonly input: object;
  readonly schema?: OperationSchema;
  readonly middlewareStack: MiddlewareStack;
}

/** The SDK's protocols, which write requests and read answers. `serviceTarget` is of the AWS JSON protocols alone. */
interface Protocol {
  readonly serviceTarget?: string;
  serializeRequest(operation: object, input: object, context: object): Promise<HttpRequest>;
  deserializeResponse(operation: object, context: object, response: HttpResponse): Promise<{ $metadata: object }>;
}

interface MiddlewareStack {
  /** Of each its name and step. */
  identify(): string[];
}

interface Client {
  readonly config: { readonly protocol: Protocol; readonly requestHandler: unknown };
  readonly middlewareStack: MiddlewareStack;
  send(command: Command, ...rest: unknown[]): unknown;
}

/** The SDK's own client, `Client` of `@smithy/core/client`, that every service's client extends. */
// oxlint-disable-next-line typescript/no-explicit-any -- a class to extend takes any arguments
type ClientClass = new (...args: any[]) => Client;

/** Puts classes that ask engines of this process in place of the SDK's. */
export interface InProcess {
  readonly handler: (own: HandlerClass) => HandlerClass;
  readonly client: (own: ClientClass) => ClientClass;
}

/** What came of a call that a client made itself, for the SDK's chain: it is its first attempt. */
class FirstAttempt {
  #isTaken = false;
  readonly #answer: AwsAnswer | undefined;

  constructor(answer: AwsAnswer | undefined) {
    this.#answer = answer;
  }

  /** The first time what came of it; undefined thereafter: a further attempt asks again. */
  take(): { readonly answer: AwsAnswer | undefined } | undefined {
    if (this.#isTaken) return undefined;
    this.#isTaken = true;
    return { answer: this.#answer };
  }
}

/**
 * Classes for the SDK's clients that ask the given engines directly, and everybody else as ever: sockets and HTTP on both
 * of its ends, and then the SDK's chain of middleware, are most of what a call costs in one process. Nothing is timed
 * out: the caller and the engine stand still together.
 */
export function inProcess(engines: Engines): InProcess {
  /** The engine that a handler has reached: its client has then addressed and signed a call. */
  const reached = new WeakMap<object, AnswerRequest>();
  const handler: InProcess['handler'] = (OverTheWire) =>
    class InProcessHandler extends OverTheWire {
      static create(given?: Handler | object): Handler {
        return given !== undefined && 'handle' in given ? given : new this(given);
      }

      override async handle(request: HttpRequest, options?: { readonly first?: FirstAttempt }) {
        const { protocol, hostname, port, headers, body } = request;
        const engine = engines.get(`${protocol}//${hostname}:${port}`);
        if (engine === undefined || !isText(body)) return super.handle(request, options);
        reached.set(this, engine);
        const first = options?.first?.take();
        const answer = first ? first.answer : await engine({ headers: lowerCase(headers), body });
        if (answer === undefined) throw connectionReset();
        return { response: responseOf(answer) };
      }
    };
  const client: InProcess['client'] = (ThroughChain) =>
    class InProcessClient extends ThroughChain {
      #isPlain: boolean | undefined;

      override send(command: Command, ...rest: unknown[]): unknown {
        const { protocol, requestHandler } = this.config;
        const engine = rest.length === 0 ? reached.get(requestHandler as object) : undefined;
        if (engine === undefined || command.schema === undefined || protocol.serviceTarget === undefined)
          return super.send(command, ...rest);
        this.#isPlain ??= hasOnlyTheSdks(this.middlewareStack);
        if (!this.#isPlain || !hasOnlyTheSdks(command.middlewareStack)) return super.send(command);
        return this.#ask(command, command.schema, engine);
      }

      /** Errors, and with them retries, are left to the SDK's chain. */
      async #ask(command: Command, schema: OperationSchema, engine: AnswerRequest): Promise<unknown> {
        const { protocol } = this.config;
        const operation = operationOf(schema);
        const { headers, body } = await protocol.serializeRequest(operation, command.input, noEndpoint);
        if (!isText(body)) return super.send(command);
        const answer = await engine({ headers, body, isOwn: true });
        if (answer?.status !== 200) return super.send(command, { first: new FirstAttempt(answer) });
        const output = await protocol.deserializeResponse(operation, this.config, responseOf(answer));
        Object.assign(output.$metadata, { attempts: 1, totalRetryDelay: 0 });
        return output;
      }
    };
  return { handler, client };
}

/** The SDK's middleware that has nothing to say to an engine, beside what writes requests and reads answers. */
const sdkMiddleware = new Set([
  'contentLengthMiddleware',
  'deserializerMiddleware',
  'endpointV2Middleware',
  'getUserAgentMiddleware',
  'hostHeaderMiddleware',
  'httpAuthSchemeMiddleware',
  'httpSigningMiddleware',
  'loggerMiddleware',
  'queueUrlMiddleware',
  'recursionDetectionMiddleware',
  'retryMiddleware',
  'sendMessageMiddleware',
  'serializerMiddleware',
]);

/** Whether nobody else has added any: it would have to run. */
function hasOnlyTheSdks(stack: MiddlewareStack): boolean {
  return stack.identify().every((name) => sdkMiddleware.has(name.split(' ', 1)[0] ?? ''));
}

const noEndpoint = { endpoint: () => Promise.resolve(undefined) };

function operationOf([, namespace, name, traits, input, output]: OperationSchema): object {
  return { namespace, name, traits, input, output };
}

function responseOf({ status, headers, body }: AwsAnswer): HttpResponse {
  return { statusCode: status, headers: { ...headers }, body: Buffer.from(body, 'utf8') };
}

function isText(body: unknown): body is string | Uint8Array {
  return typeof body === 'string' || body instanceof Uint8Array;
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  const lower: Record<string, string> = {};
  for (const name in headers) lower[name.toLowerCase()] = headers[name] ?? '';
  return lower;
}

/** As Node's client reports a connection that the server ended. */
function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
