import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { flows } from './flows.js';
import { playFlow } from './play.js';
import { report } from './report.js';
import { openStage } from './stage.js';

test.each(flows.map((flow) => [flow.name, flow] as const))(
  '%s: whichever call of AWS is broken, the state is the one before or the one after',
  { timeout: 300_000 },
  async (_name, flow) => {
    const stage = await openStage();
    try {
      const rows = await playFlow(stage, flow);
      const file = process.env['AUTHWRIGHT_FAULT_TABLE'];
      if (file !== undefined) appendFileSync(file, `${report(rows)}\n`);
      expect(rows.length).toBeGreaterThan(0);
      expect(report(rows.filter(({ problems }) => problems.length > 0))).toMatch(/^.*\n\n0 faults/);
    } finally {
      await stage.close();
    }
  },
);
