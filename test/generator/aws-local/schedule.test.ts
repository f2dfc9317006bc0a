import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rateMs, startSchedules } from '../../../generator/aws-local/schedule/index.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minute = 60_000;
const neverFails = (name: string, error: unknown): never => {
  throw new Error(`${name} failed`, { cause: error });
};

test.each([
  ['rate(1 minute)', minute],
  ['rate(5 minutes)', 5 * minute],
  ['rate(1 hour)', 60 * minute],
  ['rate(12 hours)', 720 * minute],
  ['rate(7 days)', 7 * 1_440 * minute],
  ['cron(0 3 * * ? *)', undefined],
])('%s is an interval of %s ms', (expression, interval) => {
  expect(rateMs(expression)).toBe(interval);
});

test.each([
  '',
  'rate()',
  'rate(0 minutes)',
  'rate(5 minute)',
  'rate(1 minutes)',
  'rate(5 seconds)',
  'rate(-1 hours)',
  'rate(1.5 hours)',
  'at(2026-01-01T00:00:00)',
  'cron()',
  '5 minutes',
])('%j is no expression', (expression) => {
  expect(() => rateMs(expression)).toThrow(/is no rate/);
});

test('a job runs at each turn of its interval, and first after one', async () => {
  const run = vi.fn(async () => undefined);
  const schedules = startSchedules([{ name: 'sweep', expression: 'rate(5 minutes)', run }], neverFails);
  await vi.advanceTimersByTimeAsync(5 * minute - 1);
  expect(run).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(25 * minute);
  expect(run).toHaveBeenCalledTimes(6);
  await schedules.close();
  await vi.advanceTimersByTimeAsync(60 * minute);
  expect(run).toHaveBeenCalledTimes(6);
});

test('a job by cron, and one of more than 24 days, run only when asked to', async () => {
  const run = vi.fn(async () => undefined);
  const expressions = ['cron(0 3 * * ? *)', 'rate(30 days)'];
  const jobs = expressions.map((expression, index) => ({ name: `job-${index}`, expression, run }));
  const schedules = startSchedules(jobs, neverFails);
  await vi.advanceTimersByTimeAsync(1_440 * minute);
  expect(run).not.toHaveBeenCalled();
  await schedules.runNow('job-0');
  await schedules.runNow('job-1');
  expect(run).toHaveBeenCalledTimes(2);
  await schedules.close();
});

test('runs of one job never overlap, and the turns of a long one do not pile up', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const run = async (): Promise<void> => {
    most = Math.max(most, (running += 1));
    runs += 1;
    await new Promise((done) => setTimeout(done, 12 * minute));
    running -= 1;
  };
  const schedules = startSchedules([{ name: 'slow', expression: 'rate(5 minutes)', run }], neverFails);
  await vi.advanceTimersByTimeAsync(60 * minute);
  expect(most).toBe(1);
  // At 5, 20, 35 and 50 minutes: the turns in between find it running.
  expect(runs).toBe(4);
  const closed = schedules.close();
  await vi.advanceTimersByTimeAsync(12 * minute);
  await closed;
});

test('a job that is asked for while it runs runs again afterwards', async () => {
  const order: string[] = [];
  let count = 0;
  const run = async (): Promise<void> => {
    const number = (count += 1);
    order.push(`begin ${number}`);
    await new Promise((done) => setTimeout(done, minute));
    order.push(`end ${number}`);
  };
  const schedules = startSchedules([{ name: 'job', expression: 'rate(1 day)', run }], neverFails);
  const both = Promise.all([schedules.runNow('job'), schedules.runNow('job')]);
  await vi.advanceTimersByTimeAsync(2 * minute);
  await both;
  expect(order).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
  await schedules.close();
});

test('a run that fails is reported, and the next one comes', async () => {
  const errors: unknown[] = [];
  const run = vi.fn(async () => Promise.reject(new Error('broken')));
  const job = { name: 'job', expression: 'rate(1 minute)', run };
  const schedules = startSchedules([job], (...error) => errors.push(error));
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(errors).toEqual([1, 2].map(() => ['job', new Error('broken')]));
  await schedules.runNow('job');
  expect(run).toHaveBeenCalledTimes(3);
  await schedules.close();
});

test('closing waits for the run that is under way', async () => {
  let isDone = false;
  const run = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done, minute));
    isDone = true;
  };
  const schedules = startSchedules([{ name: 'job', expression: 'rate(1 minute)', run }], neverFails);
  await vi.advanceTimersByTimeAsync(minute);
  const closed = schedules.close().then(() => isDone);
  await vi.advanceTimersByTimeAsync(minute);
  expect(await closed).toBe(true);
});

test('moving the clock starts nothing by itself', async () => {
  const run = vi.fn(async () => undefined);
  const schedules = startSchedules([{ name: 'job', expression: 'rate(5 minutes)', run }], neverFails);
  vi.setSystemTime(Date.now() + 24 * 60 * minute);
  await vi.advanceTimersByTimeAsync(minute);
  expect(run).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(4 * minute);
  expect(run).toHaveBeenCalledTimes(1);
  await schedules.close();
});

test('an unknown job cannot be run', async () => {
  await expect(startSchedules([], neverFails).runNow('job')).rejects.toThrow('no scheduled job is called job');
});
