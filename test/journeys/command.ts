import { parseArgs } from 'node:util';
import { createClient } from '../support/client.js';
import { findServer, startBundles, type Server } from './servers.js';
import { playJourney } from './story/journey.js';
import { Surprise, type Told } from './story/player.js';

const usage = `npm run journey -- [options]

Plays the life of an account over HTTP and prints a line for each step: registration, mails, two-factor login by way of
the QR code, stolen refresh tokens, reset, sessions, export, deletion. Ends with 1 at the first surprise, and says what
was expected. It needs the dev server's own pages, for mails and clock: it moves the server's clock some minutes on.

  --url URL   a running dev server (http://localhost:4000/v1). Without this option, and with no server there, one is
              started in memory
  --bundles   against the deployable bundles, each function in a thread of its own, on Node 24
  --json      one JSON object for each step
  --help
`;

/** Runs the command. Returns its exit code: 1 for a surprise, 2 for wrong options. */
export async function main(args: readonly string[]): Promise<number> {
  let options;
  try {
    options = parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        bundles: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
    if (options.bundles && options.url !== undefined)
      throw new Error('--bundles starts a server of its own: no --url.');
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const say = (line: string): void => void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  const server = await (options.bundles ? startBundles(say) : findServer(options.url, say));
  if (server === undefined) return 1;
  try {
    return await play(server, options.json ? tellJson : tellLine, say);
  } finally {
    await server.stop();
  }
}

async function play(server: Server, tell: (told: Told) => void, say: (line: string) => void): Promise<number> {
  const start = performance.now();
  const client = createClient(server.url);
  try {
    const steps = await playJourney(client, tell);
    say(`\n${steps} steps in ${((performance.now() - start) / 1000).toFixed(1)} s, all as they should be.`);
    return 0;
  } catch (error) {
    if (!(error instanceof Surprise)) throw error;
    say(`\nThe journey ends at ${error.message}`);
    return 1;
  } finally {
    client.disconnect();
  }
}

/** ` 7  log in                POST /auth/login          200  ok` */
function tellLine({ number, what, request, status, surprise }: Told): void {
  const verdict = surprise === undefined ? 'ok' : 'SURPRISE';
  process.stdout.write(
    `${String(number).padStart(2)}  ${what.padEnd(64)} ${shortened(request).padEnd(34)} ${String(status).padStart(3)}  ${verdict}\n`,
  );
}

function tellJson(told: Told): void {
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

/** Ids in paths make the lines long and tell nobody anything. */
function shortened(request: string): string {
  return request.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}');
}
