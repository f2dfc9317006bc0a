import { randomInt } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loseRefreshes, lostReport } from './lost-refreshes.js';

test(
  'of two hundred refreshes whose answers get lost every session goes on, none forks, and a thief ends the line',
  { timeout: 1_200_000 },
  async () => {
    const seed = randomInt(1, 2 ** 31);
    const lost = await loseRefreshes(200, seed);
    const file = process.env['AUTHWRIGHT_FAULT_TABLE'];
    if (file !== undefined) appendFileSync(file, `${lostReport(lost, seed)}\n`);
    expect(lost.some(({ problems }) => problems.length > 0) ? lostReport(lost, seed) : '').toBe('');
    expect(lost).toHaveLength(200);
  },
);
