import { createClient } from '../support/client.js';
import { startDev } from '../support/dev-server.js';
import { repository } from '../support/project.js';

/** A server that a journey is played against. */
export interface Server {
  readonly url: string;
  /** Stops it if it was started here. */
  readonly stop: () => Promise<unknown>;
}

/** Where `npm start` listens. */
const usual = 'http://localhost:4000/v1';

/** The server at a URL; without one the usual server, or else one that is started. Says which it is. */
export async function findServer(url: string | undefined, say: (line: string) => void): Promise<Server | undefined> {
  if (await isDevServer(url ?? usual)) {
    say(`dev server at ${url ?? usual}\n`);
    return { url: url ?? usual, stop: async () => undefined };
  }
  if (url !== undefined) {
    say(`No dev server answers at ${url}.`);
    return undefined;
  }
  const server = await startDev(repository);
  say(`No dev server answers at ${usual}: started one in memory, ${server.url}\n`);
  return server;
}

async function isDevServer(url: string): Promise<boolean> {
  if (!/^http:\/\/(localhost|127\.0\.0\.1):\d+\//.test(url)) return false;
  const client = createClient(url);
  try {
    return (await client.get('/_dev/api/state')).status === 200 && (await client.get('/health')).status === 200;
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
