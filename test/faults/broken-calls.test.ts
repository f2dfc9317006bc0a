import { afterAll, beforeAll, expect, test } from 'vitest';
import { register } from './flows/registration.js';
import { login, logout } from './flows/sessions.js';
import { openKillableStage } from './killable-stage.js';
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
  async (_name, flow) => {
    const rows = await playFlow(stage, flow, (fault) => fault === 'answer lost' || fault === 'process dies');
    expect(rows.length).toBeGreaterThan(5);
    expect(wrong(rows)).toBe('');
  },
);

test('a server killed between Cognito and the table leaves no half account', async () => {
  const killable = await openKillableStage();
  try {
    const rows = await playFlow(
      killable,
      register,
      (fault, { action }) => fault === 'process dies' && action === 'AdminCreateUser',
    );
    expect(rows.map(({ action }) => action)).toEqual(['cognito AdminCreateUser']);
    expect(wrong(rows)).toBe('');
  } finally {
    await killable.close();
  }
});
