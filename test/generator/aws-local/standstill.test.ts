import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { patientTimers } from '../../../generator/aws-local/patient-timers.js';
import { dynamodb, expectStatus, startTestBackend, type TestBackend } from '../../support/backend.js';
import { echo, route, start } from './gateway-harness.js';

let backend: TestBackend;
beforeAll(async () => void (backend = await startTestBackend()));
afterAll(() => backend.close());

/** Stands still as at a breakpoint: neither timers nor sockets are served. */
function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

test('a process that stood still for longer than the time-outs of AWS calls goes on as if nothing had been', async () => {
  const { accessToken } = await backend.member();
  const undisturbed = await backend.callsOf(() => backend.get('/users/profile', accessToken));
  let isDone = false;
  backend.fault = (service) => {
    if (service === dynamodb && !isDone) {
      isDone = true;
      standStill(2_500);
    }
    return undefined;
  };
  const calls = await backend.callsOf(async () => expectStatus(await backend.get('/users/profile', accessToken), 200));
  backend.fault = undefined;
  expect(isDone).toBe(true);
  expect(calls).toEqual(undisturbed);
});

test('nor does the gateway give up a function that stood still with it', async () => {
  const handler: typeof echo = async (event) => {
    await new Promise(setImmediate);
    standStill(1_500);
    await new Promise(setImmediate);
    return echo(event);
  };
  const { url } = await start({ routes: [route('GET', '/slow', { handler })] }, { limits: { integrationMs: 1_000 } });
  expect((await fetch(`${url}/slow`)).status).toBe(200);
});

test('timers fire once, in their time and with their arguments, and not when they are cleared', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { setTimeout: wait, clearTimeout: clear } = patientTimers();
  const fired: unknown[] = [];
  const fire = (...values: unknown[]): void => void fired.push(...values);
  const cleared = wait(fire, 350, 'cleared');
  const foreign = setTimeout(fire, 350, 'foreign');
  wait(fire, 250, 'late', 1);
  wait(fire, 0, 'at once');
  expect(cleared.unref().hasRef()).toBe(false);
  expect(cleared.ref().hasRef()).toBe(true);
  vi.advanceTimersByTime(249);
  expect(fired).toEqual(['at once']);
  vi.advanceTimersByTime(1);
  expect(fired).toEqual(['at once', 'late', 1]);
  for (const handle of [cleared, foreign, undefined]) clear(handle);
  vi.advanceTimersByTime(10_000);
  expect(fired).toEqual(['at once', 'late', 1]);
});
