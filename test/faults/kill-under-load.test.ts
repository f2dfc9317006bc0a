import { expect, test } from 'vitest';
import { killUnderLoad } from './kill-under-load.js';

test('a server killed under load opens again with all that it has acknowledged', { timeout: 600_000 }, async () => {
  const kills = await killUnderLoad(2);
  expect(kills.flatMap(({ tally }) => tally.surprises)).toEqual([]);
  expect(kills.flatMap(({ broken }) => broken)).toEqual([]);
  for (const { tally } of kills) expect(tally.registrations).toBeGreaterThan(0);
});
