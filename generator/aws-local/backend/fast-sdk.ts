import type { AnswerRequest, AwsAnswer } from '../endpoint/index.js';
import { answered, engineRequest, handlerInProcess, isText, responseOf, type Engines } from './in-process.js';
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
 * Makes the request handler of `fastClient`: as `handlerInProcess`, and it notes which client has reached which engine.
 * The first attempt of some calls is made already; further ones send the same, with what the SDK makes up for each call
 * in it.
 */
export function fastHandler(engines: Engines): (own: HandlerClass) => HandlerClass {
  return (OverTheWire) =>
    class FastHandler extends handlerInProcess(engines)(OverTheWire) {
      override async handle(request: HttpRequest, options: Told = {}) {
        const asked = engineRequest(engines, request);
        if (asked === undefined) return super.handle(request, options);
        const { caller, first } = options;
        if (first?.isTaken === false) {
          first.isTaken = true;
          return answered(first.answer);
        }
        const given = await super.handle(first === undefined ? request : { ...request, body: first.body });
        const isAccepted = given.response.statusCode === 200 && 'authorization' in request.headers;
        // Of somebody's own handler nothing is known.
        if (caller && isAccepted && this.constructor === FastHandler)
          caller.reached = { engine: asked.engine, handler: this };
        return given;
      }
    };
}

/**
 * A client that leaves out the SDK's chain of middleware, which is most of what a call costs in one process. Its first
 * call goes through all of the chain, and so does every call of a client that somebody has added to.
 */
export function fastClient(ThroughChain: ClientClass): ClientClass {
  const clients = new WeakMap<object, Known>();
  return class FastClient extends ThroughChain {
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
