import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '../support/client.js';
import { startDev } from '../support/dev-server.js';
import { repository, temporaryProject } from '../support/project.js';
import { audit } from './load-audit.js';
import { live, newTally, type Account, type Tally } from './load-ledger.js';

/** What one life of the server came to. */
export interface Kill {
  readonly afterMs: number;
  readonly tally: Tally;
  /** Acknowledgements that the next server does not stand by. */
  readonly broken: readonly string[];
}

/** Users at once. */
const users = 8;

/** Milliseconds from the first acknowledgement to the kill, at most. */
const longestLifeMs = 2_500;

/**
 * Starts `authwright dev` on one data folder again and again, kills it with SIGKILL under load at a random moment, and
 * holds what comes up next against what was acknowledged. Each server also bears the load of the next round.
 */
export async function killUnderLoad(times: number): Promise<Kill[]> {
  const project = temporaryProject('kill');
  const kills: Kill[] = [];
  try {
    const start = () => startDev(repository, '--data', project.path('data'));
    let server = await start();
    for (let round = 0; round < times; round += 1) {
      const client = createClient(server.url);
      const accounts: Account[] = [];
      const tally = newTally();
      const afterMs = randomInt(longestLifeMs);
      let isOver = false;
      const lives = Array.from({ length: users }, () => live(client, accounts, tally, () => isOver));
      while (tally.registrations === 0 && tally.surprises.length === 0) await sleep(10);
      await sleep(afterMs);
      await server.stop('SIGKILL');
      isOver = true;
      await Promise.all(lives);
      client.disconnect();
      server = await start();
      const next = createClient(server.url);
      kills.push({ afterMs, tally, broken: await audit(next, accounts) });
      next.disconnect();
    }
    await server.stop();
    return kills;
  } finally {
    project.remove();
  }
}

/** A table of the kills. */
export function killReport(kills: readonly Kill[]): string {
  const rows = kills.map(({ afterMs, tally, broken }, index) =>
    [
      index + 1,
      afterMs,
      tally.registrations,
      tally.logins,
      tally.updates,
      tally.refreshes,
      tally.logouts,
      broken.length,
    ]
      .map((cell) => String(cell).padStart(10))
      .join(''),
  );
  const headings = ['kill', 'after ms', '201', 'logins', 'updates', 'refreshes', 'logouts', 'lost'];
  return `${[headings.map((heading) => heading.padStart(10)).join(''), ...rows].join('\n')}\n`;
}
