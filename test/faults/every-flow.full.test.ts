import { expect, test } from 'vitest';
import { flows } from './flows.js';
import { playFlow } from './play.js';
import { publish, wrong } from './report.js';
import { openStage } from './stage.js';

test.each(flows.map((flow) => [flow.name, flow] as const))(
  '%s: whichever call of AWS is broken, the state is the one before or the one after',
  { timeout: 900_000 },
  async (_name, flow) => {
    const stage = await openStage();
    try {
      const rows = await playFlow(stage, flow);
      publish(rows);
      expect(rows.length).toBeGreaterThan(0);
      expect(wrong(rows)).toBe('');
    } finally {
      await stage.close();
    }
  },
);
