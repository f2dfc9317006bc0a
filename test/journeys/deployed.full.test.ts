import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient, expectStatus, registration } from '../support/client.js';
import type { DevServer } from '../support/dev-server.js';
import { loadBundling } from '../support/infra.js';
import { node24 } from '../support/node24.js';
import { repository, temporaryProject } from '../support/project.js';
import { reportSkip } from '../support/skips.js';
import { startDeployed } from './deployed/start.js';
import { playJourney } from './story/journey.js';
import type { Told } from './story/player.js';

const timeout = 300_000;
const node = node24();

if (node.path === undefined) {
  test(`the deployable bundles are skipped: ${node.reason}`, ({ skip }) => {
    reportSkip('the journey against the deployable bundles', node.reason);
    skip();
  });
} else {
  describe('each function in its own deployable bundle, on Node 24', () => {
    const project = temporaryProject('deployed');
    let server: DevServer;

    beforeAll(async () => {
      server = await startDeployed(node.path, project.folder);
    }, timeout);

    afterAll(async () => {
      await server.stop();
      project.remove();
    });

    test('an account lives from registration to deletion', { timeout }, async () => {
      expect(server.log()).toMatch(/^functions run on Node v24\./m);
      const client = createClient(server.url);
      const told: Told[] = [];
      await playJourney(client, (one) => told.push(one)).catch((error: Error) => {
        throw new Error(`${error.message}\n${server.log()}`);
      });
      // Its mail comes back, which starts a job.
      expectStatus(await client.post('/auth/register', registration({ email: 'bounce@simulator.amazonses.com' })), 201);
      await server.logged(/^started jobs\/returned-mail$/m);
      client.disconnect();
      expect(told.length).toBeGreaterThan(50);
    });

    test('the functions of all operations, authorizers and jobs have run', async () => {
      const { allEntries } = await loadBundling(repository, project.folder);
      const started = [...server.log().matchAll(/^started (.+)$/gm)].map(([, entry]) => entry);
      expect([...new Set(started)].sort()).toEqual([...allEntries()].sort());
    });
  });
}
