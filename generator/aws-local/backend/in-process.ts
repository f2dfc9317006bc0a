import type { AnswerRequest, AwsAnswer } from '../endpoint/index.js';
import type { Handler, HandlerClass, HttpRequest, HttpResponse } from './sdk.js';

/** What functions in this process reach without the wire, by origin: `http://127.0.0.1:41234`. */
export type Engines = ReadonlyMap<string, AnswerRequest>;

/** A request to an engine of this process. */
interface EngineRequest {
  readonly engine: AnswerRequest;
  readonly body: string | Uint8Array;
}

/**
 * Makes a request handler for the SDK's clients that asks the given engines directly, and everybody else as ever: sockets,
 * and HTTP on both of its ends, are what it leaves out. Nothing is timed out: the caller and the engine stand still
 * together.
 */
export function handlerInProcess(engines: Engines): (own: HandlerClass) => HandlerClass {
  return (OverTheWire) =>
    class InProcessHandler extends OverTheWire {
      static create(given?: Handler | object): Handler {
        return given !== undefined && 'handle' in given ? given : new this(given);
      }

      override async handle(request: HttpRequest, options?: object) {
        const asked = engineRequest(engines, request);
        if (asked === undefined) return super.handle(request, options);
        return answered(await asked.engine({ headers: lowerCase(request.headers), body: asked.body }));
      }
    };
}

/** The engine that a request is for, and what it is sent; nothing if it goes elsewhere. */
export function engineRequest(
  engines: Engines,
  { protocol, hostname, port, body }: HttpRequest,
): EngineRequest | undefined {
  const engine = engines.get(`${protocol}//${hostname}:${port}`);
  return engine === undefined || !isText(body) ? undefined : { engine, body };
}

/**
 * An engine's answer as the SDK has it from its handler.
 * @throws Error as for a connection that the server ended, when there is none
 */
export function answered(answer: AwsAnswer | undefined): { readonly response: HttpResponse } {
  if (answer === undefined) throw connectionReset();
  return { response: responseOf(answer) };
}

/** An engine's answer in the SDK's words. */
export function responseOf({ status, headers, body }: AwsAnswer): HttpResponse {
  return { statusCode: status, headers: { ...headers }, body: Buffer.from(body, 'utf8') };
}

/** Whether a body is sent as one: the SDK's may be streams as well. */
export function isText(body: unknown): body is string | Uint8Array {
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
