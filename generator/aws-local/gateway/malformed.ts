import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { gatewayAnswer } from './gateway-answer.js';
import type { Answer, RouteTable } from './types.js';

/** How long a caller may take to read the answer before the connection is cut. */
const lingerMs = 1_000;

/**
 * Answers what Node's parser rejects, and requests that arrive too slowly, in the error shape, then
 * ends the connection. Answers to requests that came before it on the same connection go first.
 */
export function answerMalformedRequests(server: Server, table: () => RouteTable): void {
  const pending = new WeakMap<Duplex, Set<ServerResponse>>();
  const answered = new WeakSet<Duplex>();
  server.prependListener('request', (request, response) => {
    const responses = pending.get(request.socket) ?? new Set();
    pending.set(request.socket, responses.add(response));
    response.once('close', () => responses.delete(response));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Every further chunk of garbage is a further error of the same parser.
    if (answered.has(socket)) return;
    answered.add(socket);
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    void end(socket, pending.get(socket) ?? new Set(), () => answerTo(error, table));
  });
}

async function end(socket: Duplex, before: ReadonlySet<ServerResponse>, answer: () => Answer): Promise<void> {
  const complete = [...before].filter((response) => response.req.complete);
  await Promise.all(complete.map((response) => new Promise((resolve) => response.once('close', resolve))));
  // What is left is a request whose rest is missing or malformed. It may have an early answer.
  if (!socket.writable || [...before].some((response) => response.headersSent)) {
    socket.destroy();
    return;
  }
  socket.end(serialise(answer()));
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

function answerTo({ code }: NodeJS.ErrnoException, table: () => RouteTable): Answer {
  const asker = { requestId: randomUUID(), origin: undefined };
  const wording = safely(table);
  if (code === 'HPE_HEADER_OVERFLOW') return gatewayAnswer(wording, 'DEFAULT_4XX', asker, 431);
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return gatewayAnswer(wording, 'DEFAULT_4XX', asker, 408);
  return gatewayAnswer(wording, 'DEFAULT_4XX', asker, 400);
}

/** A table that cannot be built is no reason to leave a caller without an answer. */
export function safely(table: () => RouteTable): Pick<RouteTable, 'gatewayResponses' | 'allowedOrigins'> {
  try {
    return table();
  } catch {
    return { gatewayResponses: [], allowedOrigins: [] };
  }
}

function serialise({ status, headers, body }: Answer): Buffer {
  const lines = [...headers].flatMap(([name, value]) => [value].flat().map((text) => `${name}: ${text}\r\n`));
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}`;
  return Buffer.concat([
    Buffer.from(
      `${head}date: ${new Date().toUTCString()}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`,
    ),
    body,
  ]);
}
