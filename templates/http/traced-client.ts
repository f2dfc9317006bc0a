import { Tracer } from '@aws-lambda-powertools/tracer';

type Handler = (call: object) => Promise<object>;

/** What is used of a client's middleware. */
interface Stack {
  add(
    middleware: (next: Handler) => Handler,
    options: { readonly name: string; readonly step: 'build'; readonly priority: 'high' | 'low' },
  ): void;
}

/** Requests are recorded by the SDK's clients alone, not once more by Node's. */
const tracer = /* @__PURE__ */ new Tracer({ captureHTTPsRequests: false });

/** The errors that stand behind those that the tracer has seen. */
const hidden = /* @__PURE__ */ new WeakMap<object, unknown>();

/**
 * Makes each call of a client a part of the trace: service, action, duration, status, whether it failed or was throttled,
 * and names of resources. The tracer would also record the texts of errors, in which services quote what they were given:
 * it sees errors by their names only.
 */
export function traced<Client extends { readonly middlewareStack: object }>(client: Client): Client {
  if (!tracer.isTracingEnabled()) return client;
  const captured = tracer.captureAWSv3Client(client);
  const stack = captured.middlewareStack as Stack;
  // The tracer stands between the two, in the same step.
  stack.add(hideErrors, { name: 'hideErrorsFromTraces', step: 'build', priority: 'low' });
  stack.add(showErrors, { name: 'showErrorsAfterTraces', step: 'build', priority: 'high' });
  return captured;
}

function hideErrors(next: Handler): Handler {
  return async (call) => {
    try {
      return await next(call);
    } catch (error) {
      const bare = bareOf(error);
      hidden.set(bare, error);
      throw bare;
    }
  };
}

function showErrors(next: Handler): Handler {
  return async (call) => {
    try {
      return await next(call);
    } catch (error) {
      throw typeof error === 'object' && error !== null && hidden.has(error) ? hidden.get(error) : error;
    }
  };
}

/** The name of an error, and what the SDK notes of the request: its id, status and attempts. */
function bareOf(error: unknown): Error {
  const { name = 'Error', $metadata } = error as { readonly name?: string; readonly $metadata?: object };
  const bare = Object.assign(new Error(''), { name, ...($metadata ? { $metadata } : {}) });
  // A stack begins with the text that it was made with, and tells nothing of the service.
  bare.stack = name;
  return bare;
}
