import { randomUUID } from 'node:crypto';
import { AwsError, internalFailure } from './aws-error.js';
import { callerOf, invocationIdOf, readInput, readTarget } from './read-call.js';
import type { AnswerRequest, AwsAnswer, AwsRequest, Call, EndpointOptions, Engine } from './types.js';

/** What every request needs to know. */
interface Serving {
  readonly engines: ReadonlyMap<string, Engine>;
  readonly options: EndpointOptions;
  readonly log: (line: string) => void;
}

/** Answers requests of AWS JSON 1.0 and 1.1 with the given engines. */
export function createAnswer(options: EndpointOptions): AnswerRequest {
  const serving: Serving = {
    engines: new Map(options.engines.map((engine) => [engine.targetPrefix, engine])),
    options,
    log: options.log ?? ((line) => process.stderr.write(`${line}\n`)),
  };
  return async (request) => {
    const requestId = randomUUID();
    try {
      const answer = await call(request, serving, requestId);
      return answer && answerOf(request, 200, requestId, {}, answer);
    } catch (error) {
      return errorAnswer(request, asAwsError(error, serving), requestId);
    }
  };
}

/** What an `AwsError` is on the wire. */
export function errorAnswer(
  request: Pick<AwsRequest, 'headers'>,
  { name, message, status, fields }: AwsError,
  requestId: string = randomUUID(),
): AwsAnswer {
  // The colon is the services' own: a namespace may follow it.
  const headers: Record<string, string> = { 'x-amzn-errortype': `${name}:` };
  if (/^[\x20-\x7e]+$/.test(message)) headers['x-amzn-errormessage'] = message;
  return answerOf(request, status, requestId, headers, { __type: name, message, ...fields });
}

/** The answer's members; undefined when a fault withholds them. */
async function call(request: AwsRequest, serving: Serving, requestId: string): Promise<object | undefined> {
  const target = readTarget(request);
  const input = readInput(request);
  const engine = target === undefined ? undefined : serving.engines.get(target.service);
  if (target === undefined || engine === undefined) {
    throw new AwsError(
      'UnknownOperationException',
      `No engine serves ${target?.service ?? 'a request without a target'}.`,
    );
  }
  const { authorization } = request.headers;
  const signed =
    request.isOwn === true || (typeof authorization === 'string' && authorization.startsWith('AWS4-HMAC-SHA256 '));
  const fault = serving.options.fault?.(target.service, target.action, {
    invocationId: invocationIdOf(request),
    input,
  });
  const answering = perform(serving, { ...target, input, ...callerOf(request) }, async () => {
    if (fault === 'error') throw internalFailure('A fault that was asked for.');
    if (fault instanceof AwsError) throw fault;
    return engine.call(target.action, input, { requestId, signed });
  });
  if (fault !== 'timeout-after-effect') return answering;
  await answering.catch(() => undefined);
  return undefined;
}

/** Calls and tells the observer how it went. */
async function perform(serving: Serving, made: Call, act: () => Promise<object>): Promise<object> {
  const { onCall } = serving.options;
  if (onCall === undefined) return act();
  const outcome = await act().then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error: asAwsError(error, serving) }),
  );
  if ('error' in outcome) {
    await onCall({ ...made, error: outcome.error });
    throw outcome.error;
  }
  await onCall(made);
  return outcome.answer;
}

function asAwsError(error: unknown, { log }: Serving): AwsError {
  if (error instanceof AwsError) return error;
  log(`an engine failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return internalFailure('The engine failed.');
}

function answerOf(
  { headers: asked }: Pick<AwsRequest, 'headers'>,
  status: number,
  requestId: string,
  headers: Readonly<Record<string, string>>,
  answer: object,
): AwsAnswer {
  const type = jsonVersion(asked['content-type']);
  return {
    status,
    headers: { 'content-type': type, 'x-amzn-requestid': requestId, ...headers },
    body: JSON.stringify(answer),
  };
}

/** The protocol's version is the caller's, by "AWS JSON 1.0/1.1 protocol" of the Smithy documentation. */
function jsonVersion(contentType: unknown): string {
  return contentType === 'application/x-amz-json-1.0' ? contentType : 'application/x-amz-json-1.1';
}
