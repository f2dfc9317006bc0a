import type { AnswerRequest } from '../endpoint/index.js';

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

interface Handled {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
}

interface Handler {
  handle(request: HttpRequest, options?: object): Promise<Handled>;
}

/** The SDK's own handler for Node, `NodeHttpHandler` of `@smithy/node-http-handler`. */
type HandlerClass = new (options?: object) => Handler;

/** Makes of the SDK's request handler one that asks engines of this process without a connection. */
export type InProcess = (handler: HandlerClass) => HandlerClass;

/**
 * A request handler for the SDK's clients that asks the given engines directly, and everybody else as ever: sockets and
 * HTTP on both of its ends are a large part of what a call costs in one process. Nothing is timed out: the
 * caller and the engine stand still together.
 */
export function inProcess(engines: Engines): InProcess {
  return (OverTheWire) =>
    class InProcessHandler extends OverTheWire {
      static create(given?: Handler | object): Handler {
        return given !== undefined && 'handle' in given ? given : new this(given);
      }

      override async handle(request: HttpRequest, options?: object): Promise<Handled> {
        const { protocol, hostname, port, headers, body } = request;
        const answer = engines.get(`${protocol}//${hostname}:${port}`);
        if (answer === undefined || !isText(body)) return super.handle(request, options);
        const answered = await answer({ headers: lowerCase(headers), body });
        if (answered === undefined) throw connectionReset();
        const { status, headers: answerHeaders, body: text } = answered;
        return { response: { statusCode: status, headers: answerHeaders, body: Buffer.from(text, 'utf8') } };
      }
    };
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
