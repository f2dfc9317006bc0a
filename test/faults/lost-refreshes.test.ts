import { expect, test } from 'vitest';
import { loseRefreshes, lostReport } from './lost-refreshes.js';

test('refreshes whose answers get lost go on, none of them on two lines, until a thief uses an old token', async () => {
  const seed = 20;
  const lost = await loseRefreshes(12, seed);
  expect(lost.some(({ problems }) => problems.length > 0) ? lostReport(lost, seed) : '').toBe('');
});
