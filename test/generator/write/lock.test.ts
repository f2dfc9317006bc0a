import { spawn } from 'node:child_process';
import { hostname } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeFileSystem } from '../../../generator/write/file-system.js';
import { openSession } from '../../../generator/write/session.js';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';
import { tree } from './folder.js';

let project: TemporaryProject;
let out: string;
beforeEach(() => {
  project = temporaryProject('lock');
  out = project.path('generated');
});
afterEach(() => project.remove());

const patience = { limitMs: 60, everyMs: 5, onWait: (): void => undefined };

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((done) => child.on('close', done));
  return child.pid ?? 0;
}

function leaveLock(holder: object | string): void {
  project.write('generated/.authwright/lock', typeof holder === 'string' ? holder : JSON.stringify(holder));
}

const now = (): string => new Date().toISOString();

test('is held by one at a time, and leaves nothing behind', async () => {
  const first = await openSession(out, patience);
  expect(await openSession(out, patience)).toMatchObject({ holder: { pid: process.pid, host: hostname() } });
  if ('close' in first) first.close();
  const second = await openSession(out, patience);
  expect('close' in second).toBe(true);
  if ('close' in second) second.close();
  expect(tree(project.folder)).toEqual([]);
});

test('passes to one who waits as soon as it is free', async () => {
  const first = await openSession(out, patience);
  const told: unknown[] = [];
  const waiting = openSession(out, { limitMs: 20_000, everyMs: 5, onWait: (holder) => told.push(holder) });
  setTimeout(() => 'close' in first && first.close(), 40);
  const second = await waiting;
  expect('close' in second).toBe(true);
  expect(told[0]).toMatchObject({ pid: process.pid });
  if ('close' in second) second.close();
});

test('of many who want it each gets it in turn, never two at once', async () => {
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      const session = await openSession(out, { ...patience, limitMs: 20_000 });
      if (!('close' in session)) throw new Error('nobody may go without');
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((done) => setTimeout(done, 2));
      inside -= 1;
      session.close();
    }),
  );
  expect(most).toBe(1);
  expect(tree(project.folder)).toEqual(['generated/']);
});

test.each([
  [
    'a process of this machine that has ended',
    async () => ({ pid: await deadPid(), host: hostname(), since: now(), id: 'x' }),
  ],
  [
    'a process of this number that is this very process',
    () => ({ pid: process.pid, host: hostname(), since: now(), id: 'x' }),
  ],
  [
    'anyone, ten minutes ago',
    () => ({ pid: process.ppid, host: hostname(), since: new Date(Date.now() - 700_000).toISOString(), id: 'x' }),
  ],
  [
    'another machine, ten minutes ago',
    () => ({ pid: 1, host: 'elsewhere', since: new Date(Date.now() - 700_000).toISOString(), id: 'x' }),
  ],
])('left behind by %s is taken over', async (_what, holder) => {
  leaveLock(await holder());
  const session = await openSession(out, patience);
  expect('close' in session).toBe(true);
  if ('close' in session) session.close();
  expect(tree(project.folder)).toEqual(['generated/']);
});

test.each([
  ['a live process of this machine', () => ({ pid: process.ppid, host: hostname(), since: now(), id: 'x' })],
  ['another machine', () => ({ pid: 1, host: 'elsewhere', since: now(), id: 'x' })],
])('held by %s is not taken over', async (_what, holder) => {
  const lock = holder();
  leaveLock(lock);
  expect(await openSession(out, patience)).toEqual({ holder: lock });
  expect(JSON.parse(project.read('generated/.authwright/lock'))).toEqual(lock);
});

test.each([
  ['', 'an empty one'],
  ['{"pid":', 'half of one'],
  ['{"pid":-1,"host":"x","since":"2020","id":"y"}', 'a wrong one'],
])('that nobody wrote to its end (%s) is taken over after a while', async (text) => {
  leaveLock(text);
  expect(await openSession(out, patience)).toEqual({ holder: undefined });
  const session = await openSession(out, { ...patience, limitMs: 20_000 });
  expect('close' in session).toBe(true);
});

test('that was left behind is removed by one of those who see it, so that no live one is removed', async () => {
  leaveLock({ pid: await deadPid(), host: hostname(), since: now(), id: 'x' });
  const removed: string[] = [];
  let others: Promise<unknown> | undefined;
  const fileSystem = {
    ...nodeFileSystem,
    remove(path: string): void {
      // Between the look and the removal another one comes, sees the same and wants to take over as well.
      others ??= openSession(out, patience);
      removed.push(path.slice(out.length + 1));
      nodeFileSystem.remove(path);
    },
  };
  const session = await openSession(out, patience, fileSystem);
  expect('close' in session).toBe(true);
  expect(await others).toMatchObject({ holder: { pid: process.pid } });
  expect(removed).toEqual(['.authwright/lock', '.authwright/lock.takeover']);
});
