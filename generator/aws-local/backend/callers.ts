import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';

/**
 * All functions of the local stack share one process, but in AWS each has permissions of its own. Which function makes a
 * call is told to the engines in a header, so that a test can hold what was called against what was granted.
 */
export const callerHeader = 'x-local-caller';

const current = new AsyncLocalStorage<string>();

/** A function, running under its name. */
export function namedCaller<Args extends readonly unknown[], Result>(
  name: string,
  run: (...args: Args) => Result,
): (...args: Args) => Result {
  return (...args) => current.run(name, () => run(...args));
}

/** `node:http` as the functions get it: their requests say who makes them. */
export function callersHttp(): typeof http {
  const request = (...args: Parameters<typeof http.request>): http.ClientRequest => {
    const outgoing = http.request(...args);
    const name = current.getStore();
    if (name !== undefined) outgoing.setHeader(callerHeader, name);
    return outgoing;
  };
  return { ...http, request: request as typeof http.request };
}
