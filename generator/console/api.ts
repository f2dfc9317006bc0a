import type { IncomingMessage, ServerResponse } from 'node:http';
import { inboxHeaders, inboxPage, inboxPath, type SentMail } from './inbox.js';

/** What the console needs of the running backend. */
export interface ConsoleBackend {
  /** Mails that were sent, newest first. */
  readonly mails: () => Promise<readonly SentMail[]>;
  /** Recent requests, newest first; no bodies. */
  readonly requests: () => readonly object[];
  readonly state: () => object;
  /** Moves the backend's clock on; returns its time. */
  readonly advanceClock: (milliseconds: number) => Date;
  /** Clears the rate counters; returns how many there were. */
  readonly clearLimits: () => Promise<number>;
}

/** Everything of the console begins with this path. It is served by `dev` and the tests, and is never deployed. */
export const consolePath = '/_dev/';

/** The longest body that the API reads, in bytes. */
const bodyLimit = 4096;

type Route = (backend: ConsoleBackend, body: unknown) => Promise<object> | object;

const routes: Readonly<Record<string, Route>> = {
  'GET /_dev/api/mail': (backend) => backend.mails(),
  'GET /_dev/api/requests': (backend) => backend.requests(),
  'GET /_dev/api/state': (backend) => backend.state(),
  'POST /_dev/api/clock': (backend, body) => ({ now: backend.advanceClock(advanceOf(body)).toISOString() }),
  'POST /_dev/api/limits': async (backend) => ({ cleared: await backend.clearLimits() }),
};

const inboxRoute = `GET ${inboxPath}`;

/**
 * Answers the requests of the console. Returns false for all others.
 *
 * The API reads mails and moves the clock, so a page of another site must not reach it: the host must be this
 * machine's (against DNS rebinding), and a request with another origin is refused (against forged requests).
 */
export async function serveConsole(
  backend: ConsoleBackend,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const [path = '', query] = (request.url ?? '').split('?', 2);
  if (!path.startsWith(consolePath)) return false;
  if (!isLocalHost(request.headers.host) || !isSameOrigin(request)) {
    send(response, 403, { error: 'FORBIDDEN', message: 'The console answers pages of this machine only.' });
    return true;
  }
  const asked = `${request.method ?? ''} ${path}`;
  const route = Object.hasOwn(routes, asked) ? routes[asked] : undefined;
  if (!route && asked !== inboxRoute) {
    const known = [inboxRoute, ...Object.keys(routes)];
    send(response, 404, { error: 'NOT_FOUND', message: 'There is no such page.', routes: known });
    return true;
  }
  try {
    if (route) send(response, 200, await route(backend, await readBody(request)));
    else
      response.writeHead(200, inboxHeaders).end(inboxPage(await backend.mails(), new URLSearchParams(query).get('id')));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    send(response, error instanceof BadRequest ? 400 : 500, {
      error: error instanceof BadRequest ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR',
      message,
    });
  }
  return true;
}

class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

function isLocalHost(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host ?? '');
}

function isSameOrigin({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || headers.origin === `http://${headers.host ?? ''}`;
}

function advanceOf(body: unknown): number {
  const value = typeof body === 'object' && body !== null && 'advanceMs' in body ? body.advanceMs : undefined;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw new BadRequest('the body is {"advanceMs": <milliseconds>}');
  return value;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  if (request.method !== 'POST') return undefined;
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > bodyLimit) throw new BadRequest('the body is too large');
  }
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    throw new BadRequest('the body is not JSON');
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(`${JSON.stringify(body, undefined, 2)}\n`);
}
