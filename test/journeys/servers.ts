import { join } from 'node:path';
import { createClient } from '../support/client.js';
import { startDev } from '../support/dev-server.js';
import { node24 } from '../support/node24.js';
import { repository } from '../support/project.js';
import { startDeployed } from './deployed/start.js';

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

/** A server whose functions are the deployable bundles, on Node 24. Says so, or why there is none. */
export async function startBundles(say: (line: string) => void): Promise<Server | undefined> {
  const node = node24();
  if (node.path === undefined) {
    say(node.reason);
    return undefined;
  }
  const server = await startDeployed(node.path, join(repository, 'tmp', 'journey', 'deployed'));
  say(`${/functions run on .+/.exec(server.log())?.[0]}, each in its deployable bundle\n`);
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
