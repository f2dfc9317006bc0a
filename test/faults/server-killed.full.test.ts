import { expect, test } from 'vitest';
import { register } from './flows/registration.js';
import { openKillableStage } from './killable-stage.js';
import { playFlow } from './play.js';
import { publish, wrong } from './report.js';

test('a server killed after any call of a registration leaves an account or none', { timeout: 900_000 }, async () => {
  const stage = await openKillableStage();
  try {
    const rows = await playFlow(
      stage,
      { ...register, name: 'register, server killed' },
      (fault) => fault === 'process dies',
    );
    publish(rows);
    expect(rows.length).toBeGreaterThan(6);
    expect(wrong(rows)).toBe('');
  } finally {
    await stage.close();
  }
});
