import type { IncomingMessage } from 'node:http';

/** A body, or why there is none: it is over the limit, or the caller went away. */
export type Body =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'aborted' };

/** Whether the declared length alone is over the limit. */
export function declaresTooMuch(request: IncomingMessage, limit: number): boolean {
  return Number(request.headers['content-length'] ?? 0) > limit;
}

/**
 * Reads a request's body, holding `limit` bytes at most. What comes beyond is read and dropped
 * until the server's request time-out: closing at once would reset the connection, and the caller
 * would see that instead of the 413.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (body: Body): void => {
      request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
      // A late error (a reset while the rest drains) must not become an uncaught one.
      request.on('error', () => {});
      request.resume();
      resolve(body);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) finish({ kind: 'too-large' });
      else chunks.push(chunk);
    };
    const onEnd = (): void => finish({ kind: 'read', bytes: Buffer.concat(chunks) });
    const onGone = (): void => finish({ kind: 'aborted' });
    if (declaresTooMuch(request, limit)) finish({ kind: 'too-large' });
    else request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
  });
}
