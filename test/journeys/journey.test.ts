import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { kms, startTestBackend, type TestBackend } from '../support/backend.js';
import { repository, run, type Finished } from '../support/project.js';
import { playJourney } from './story/journey.js';
import type { Told } from './story/player.js';

/** Sixty requests take seconds, and more on a busy machine. */
const timeout = 120_000;

let backend: TestBackend;

beforeAll(async () => {
  // As on Lambda: what one function has cached, another has to fetch, and needs the permission to.
  backend = await startTestBackend({ isolated: true });
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

const silently = (): void => undefined;

const command = (...more: string[]): Promise<Finished> =>
  run(process.execPath, ['test/journeys/run.js', '--url', backend.backend.url, ...more], repository);

test('an account lives from registration to deletion, and its email can register again', { timeout }, async () => {
  const told: Told[] = [];
  expect(await playJourney(backend, (one) => told.push(one))).toBeGreaterThan(50);
  expect(told.filter(({ surprise }) => surprise !== undefined)).toEqual([]);
  expect(backend.backend.services.users()).toEqual([]);
});

test(
  'the command plays it step by step, beside another journey that moves the clock as well',
  { timeout },
  async () => {
    const [{ code, stdout, stderr }] = await Promise.all([command(), playJourney(backend, silently)]);
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/Error/)]);
    expect(stdout).toMatch(/^ 3 {2}register +POST \/auth\/register +201 {2}ok$/m);
    expect(stdout).toContain('steps in');
    // Neither tokens nor codes, nor anything else that has been made up by chance.
    expect(stdout).not.toMatch(/eyJ|[A-Za-z0-9_-]{25,}/);
  },
);

test('the command ends with 1 at the first surprise, and with 2 for options that it does not know', async () => {
  backend.fault = (service) => (service === kms ? 'error' : undefined);
  const { code, stdout } = await command();
  expect(code).toBe(1);
  expect(stdout).toMatch(/^ ?\d+ {2}log in +POST \/auth\/login +503 {2}SURPRISE$/m);
  expect(stdout).toMatch(
    /ends at step \d+, log in \(POST \/auth\/login\): expected status 200, got 503 SERVICE_UNAVAILABLE/,
  );
  expect((await command('--fast')).code).toBe(2);
});
