import { afterAll, beforeAll, expect, test } from 'vitest';
import { register } from './flows/registration.js';
import { login, logout } from './flows/sessions.js';
import { playFlow } from './play.js';
import { wrong } from './report.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage.close());

// Every fault of every flow is broken by `npm run faults`, and in the full suite.
test.each([register, login, logout].map((flow) => [flow.name, flow] as const))(
  '%s: a lost answer, or a death after any call of AWS, leaves the state before or the one after',
  { timeout: 120_000 },
  async (_name, flow) => {
    const rows = await playFlow(stage, flow, (fault) => fault === 'answer lost' || fault === 'process dies');
    expect(rows.length).toBeGreaterThan(5);
    expect(wrong(rows)).toBe('');
  },
);
