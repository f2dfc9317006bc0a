import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultName } from './faults.js';
import type { Flow } from './flow.js';
import { register, takeOver } from './flows/registration.js';
import { login, refreshAgain, revokeSession } from './flows/sessions.js';
import { playFlow } from './play.js';
import { wrong } from './report.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage.close());

/** A part of the table. `npm run faults` and the full suite play every fault of every flow. */
const parts: readonly (readonly [Flow, FaultName])[] = [
  [register, 'process dies'],
  [register, 'answer lost'],
  [takeOver, 'process dies'],
  [login, 'answers lost'],
  [refreshAgain, 'answers lost'],
  [revokeSession, 'answer lost'],
];

test.each(parts.map(([flow, fault]) => [flow.name, fault, flow] as const))(
  '%s, %s: whichever call of AWS it is, the state is the one before or the one after',
  { timeout: 120_000 },
  async (_name, fault, flow) => {
    const rows = await playFlow(stage, flow, (name) => name === fault);
    expect(rows.length).toBeGreaterThan(1);
    expect(wrong(rows)).toBe('');
  },
);
