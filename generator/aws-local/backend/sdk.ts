/* What of the AWS SDK is looked at to put a client's calls to engines of the same process. */

/** What the SDK's clients hand to their request handler, and get from it. */
export interface HttpRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

export interface Handler {
  handle(request: HttpRequest, options?: object): Promise<{ readonly response: HttpResponse }>;
}

/** The SDK's own handler for Node, `NodeHttpHandler` of `@smithy/node-http-handler`. */
export type HandlerClass = new (options?: object) => Handler;

/** How the SDK describes an operation: a kind, then namespace, name, traits, input and output. */
export type OperationSchema = readonly [number, string, string, unknown, unknown, unknown];

/** A client's or a command's middleware. */
export interface MiddlewareStack {
  add(middleware: unknown, options?: { readonly name?: string }): void;
  addRelativeTo(middleware: unknown, options: { readonly name?: string }): void;
  remove(middleware: unknown): boolean;
  removeByTag(tag: string): boolean;
  /** Adds all of it to another one. */
  applyToStack(stack: Pick<MiddlewareStack, 'add' | 'addRelativeTo'>): void;
}

/** The SDK's commands, as far as they say what they ask for. */
export interface Command {
  readonly input: object;
  readonly schema?: OperationSchema;
  readonly middlewareStack: MiddlewareStack;
}

/** The SDK's protocols, which write requests and read answers. `serviceTarget` is of the AWS JSON protocols alone. */
export interface Protocol {
  readonly serviceTarget?: string;
  serializeRequest(operation: object, input: object, context: object): Promise<HttpRequest>;
  deserializeResponse(operation: object, context: object, response: HttpResponse): Promise<{ $metadata: object }>;
}

export interface Client {
  readonly config: { readonly protocol?: Protocol; readonly logger?: object; readonly requestHandler: Handler };
  readonly middlewareStack: MiddlewareStack;
  send(command: Command, ...rest: unknown[]): unknown;
}

/** The SDK's own client, `Client` of `@smithy/core/client`, that every service's client extends. */
// oxlint-disable-next-line typescript/no-explicit-any -- a class to extend takes any arguments
export type ClientClass = new (...args: any[]) => Client;

/** The SDK's middleware that has nothing to say to an engine, beside what writes requests and reads answers. */
const withoutEffect = new Set([
  'contentLengthMiddleware',
  'deserializerMiddleware',
  'getUserAgentMiddleware',
  'hostHeaderMiddleware',
  'httpAuthSchemeMiddleware',
  'httpSigningMiddleware',
  'loggerMiddleware',
  'recursionDetectionMiddleware',
  'retryMiddleware',
  'serializerMiddleware',
]);

/**
 * Watches a new client's middleware.
 *
 * @returns whether it is still nothing but what the SDK adds itself and an engine has no use for
 */
export function watchMiddleware(stack: MiddlewareStack): () => boolean {
  const names = new Set<string>();
  let isPlain = true;
  const { add, addRelativeTo, remove, removeByTag } = stack;
  const note = ({ name = '' }: { readonly name?: string } = {}): void => {
    // A second one of a name takes the place of the first.
    isPlain &&= withoutEffect.has(name) && !names.has(name);
    names.add(name);
  };
  Object.assign(stack, {
    add: (middleware, options) => (note(options), add(middleware, options)),
    addRelativeTo: (middleware, options) => (note(options), addRelativeTo(middleware, options)),
    remove: (middleware) => ((isPlain = false), remove(middleware)),
    removeByTag: (tag) => ((isPlain = false), removeByTag(tag)),
  } satisfies Omit<MiddlewareStack, 'applyToStack'>);
  return () => isPlain;
}

/** Whether a command, which has none by itself, was given middleware. */
export function hasMiddleware({ middlewareStack }: Command): boolean {
  let count = 0;
  const counter = (): void => void (count += 1);
  middlewareStack.applyToStack({ add: counter, addRelativeTo: counter });
  return count > 0;
}

/** Whether a client tells nobody of its calls, which is the SDK's default. */
export function isSilent({ config: { logger } }: Client): boolean {
  return logger === undefined || logger.constructor.name === 'NoOpLogger';
}
