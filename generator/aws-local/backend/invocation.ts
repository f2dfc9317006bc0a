import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import { callerHeader } from '../endpoint/index.js';

/** A function by its emitted folder: `operations/login-user`, `security/bearer-auth`, `jobs/mail`. */
export type FunctionName = string;

const current = new AsyncLocalStorage<FunctionName>();

/** Invokes a function: whatever it asks AWS for carries its name. */
export function invokeAs<T>(name: FunctionName, invoke: () => T): T {
  return current.run(name, invoke);
}

/**
 * Node's HTTP client, as functions get it: each request says which function makes it. All functions share one process
 * here, so that neither credentials nor the environment could tell.
 */
export const attributingHttp: typeof http = {
  ...http,
  request: ((...args: Parameters<typeof http.request>) => {
    const request = http.request(...args);
    const name = current.getStore();
    if (name !== undefined && !request.headersSent) request.setHeader(callerHeader, name);
    return request;
  }) as typeof http.request,
};
