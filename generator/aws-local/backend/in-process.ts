import type { AnswerRequest, AwsAnswer } from '../endpoint/index.js';
import { hasMiddleware, isSilent, watchMiddleware } from './sdk.js';
import type {
  Client,
  ClientClass,
  Command,
  Handler,
  HandlerClass,
  HttpRequest,
  MiddlewareStack,
  OperationSchema,
  Protocol,
} from './sdk.js';

/** What functions in this process reach without the wire, by origin: `http://127.0.0.1:41234`. */
export type Engines = ReadonlyMap<string, AnswerRequest>;

/** Puts classes that ask engines of this process in place of the SDK's. */
export interface InProcess {
  readonly handler: (own: HandlerClass) => HandlerClass;
  readonly client: (own: ClientClass) => ClientClass;
}

/** What is known of a client. */
interface Known {
  readonly stack: MiddlewareStack;
  readonly hasPlainMiddleware: () => boolean;
  /** The engine that has answered it, and the handler that asked: it has then addressed and signed a call. */
  reached?: { readonly engine: AnswerRequest; readonly handler: Handler };
}

/** What came of a call that a client made itself, for the SDK's chain: it is its first attempt. */
interface FirstAttempt {
  readonly body: string | Uint8Array;
  readonly answer: AwsAnswer | undefined;
  isTaken: boolean;
}

/** What a client tells its handler with a call. */
interface Told {
  readonly caller?: Known;
  readonly first?: FirstAttempt;
}

/**
 * Classes for the SDK's clients that ask the given engines directly, and everybody else as ever: sockets and HTTP on both
 * of its ends, and then the SDK's chain of middleware, are most of what a call costs in one process. A client's first
 * call goes through all of the chain, and so does every call of a client that somebody has added to. Nothing is timed
 * out: the caller and the engine stand still together.
 */
export function inProcess(engines: Engines): InProcess {
  return { handler: (own) => handlerInProcess(own, engines), client: clientInProcess };
}

function handlerInProcess(OverTheWire: HandlerClass, engines: Engines): HandlerClass {
  return class InProcessHandler extends OverTheWire {
    static create(given?: Handler | object): Handler {
      return given !== undefined && 'handle' in given ? given : new this(given);
    }

    override async handle(request: HttpRequest, options: Told = {}) {
      const { protocol, hostname, port, headers, body } = request;
      const engine = engines.get(`${protocol}//${hostname}:${port}`);
      if (engine === undefined || !isText(body)) return super.handle(request, options);
      const answer = await attempt(engine, headers, body, options.first);
      if (answer === undefined) throw connectionReset();
      // Of somebody's own handler nothing is known.
      if (
        options.caller &&
        this.constructor === InProcessHandler &&
        answer.status === 200 &&
        'authorization' in headers
      )
        options.caller.reached = { engine, handler: this };
      return { response: responseOf(answer) };
    }
  };
}

/** The first attempt is made already; further ones send the same, with what the SDK makes up for each call in it. */
async function attempt(
  engine: AnswerRequest,
  headers: HttpRequest['headers'],
  body: string | Uint8Array,
  first: FirstAttempt | undefined,
): Promise<AwsAnswer | undefined> {
  if (first === undefined || first.isTaken)
    return engine({ headers: lowerCase(headers), body: first === undefined ? body : first.body });
  first.isTaken = true;
  return first.answer;
}

function clientInProcess(ThroughChain: ClientClass): ClientClass {
  const clients = new WeakMap<object, Known>();
  return class InProcessClient extends ThroughChain {
    // oxlint-disable-next-line typescript/no-explicit-any -- as the class that it extends
    constructor(...args: any[]) {
      super(...args);
      const stack = this.middlewareStack;
      clients.set(this, { stack, hasPlainMiddleware: watchMiddleware(stack) });
    }

    override send(command: Command, ...rest: unknown[]): unknown {
      const known = clients.get(this);
      const { protocol } = this.config;
      const { schema } = command;
      if (known === undefined || protocol?.serviceTarget === undefined || schema === undefined)
        return super.send(command, ...rest);
      if (rest.length > 0 || !isSilent(this) || !hasPlainStack(this, known) || hasMiddleware(command))
        return super.send(command, ...rest);
      const throughChain = (told: Told): unknown => super.send(command, told);
      const engine = reachedBy(this, known);
      return engine === undefined
        ? throughChain({ caller: known })
        : ask(this, protocol, command, schema, engine, throughChain);
    }
  };
}

function hasPlainStack({ middlewareStack }: Client, { stack, hasPlainMiddleware }: Known): boolean {
  return middlewareStack === stack && hasPlainMiddleware();
}

/** Nothing if somebody has put a handler of their own around the one that reached it, or a function into it. */
function reachedBy({ config: { requestHandler } }: Client, { reached }: Known): AnswerRequest | undefined {
  const isAsBefore = reached?.handler === requestHandler && !Object.hasOwn(reached.handler, 'handle');
  return isAsBefore ? reached.engine : undefined;
}

/** Errors, and with them retries, are left to the SDK's chain. */
async function ask(
  { config }: Client,
  protocol: Protocol,
  { input }: Command,
  schema: OperationSchema,
  engine: AnswerRequest,
  throughChain: (told: Told) => unknown,
): Promise<unknown> {
  const operation = operationOf(schema);
  const { headers, body } = await protocol.serializeRequest(operation, input, noEndpoint);
  if (!isText(body)) return throughChain({});
  const answer = await engine({ headers, body, isOwn: true });
  if (answer?.status !== 200) return throughChain({ first: { body, answer, isTaken: false } });
  const output = await protocol.deserializeResponse(operation, config, responseOf(answer));
  Object.assign(output.$metadata, { attempts: 1, totalRetryDelay: 0 });
  return output;
}

const noEndpoint = { endpoint: () => Promise.resolve(undefined) };

function operationOf([, namespace, name, traits, input, output]: OperationSchema): object {
  return { namespace, name, traits, input, output };
}

function responseOf({ status, headers, body }: AwsAnswer) {
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
