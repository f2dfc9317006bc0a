import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifestPath } from '../../../generator/plan/manifest.js';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';
import { killedAt, observed, refusing } from './faults.js';
import { bring, differences, planOf, tree } from './folder.js';

const first = planOf({ 'a.ts': 'a\n', 'b/b.ts': 'b\n', 'c/c.ts': 'c\n', 'd/e/f.ts': 'f\n' });
const second = planOf({ 'a.ts': 'a2\n', 'b/b.ts': 'b\n', 'c/c.ts': 'c2\n', 'g/new.ts': 'new\n' });
const third = planOf({ 'a.ts': 'a3\n', 'b/b.ts': 'b3\n', 'd/e/f.ts': 'f3\n' });

let project: TemporaryProject;
let out: string;
beforeEach(async () => {
  project = temporaryProject('write');
  out = project.path('generated');
  await bring(out, first);
});
afterEach(() => project.remove());

/** How many changing calls the run from the first to the second plan makes. */
async function callsOfRun(force: boolean): Promise<number> {
  let calls = 0;
  await bring(out, second, { force, fileSystem: observed(() => (calls += 1)) });
  return calls;
}

async function reset(): Promise<void> {
  rmSync(out, { recursive: true });
  await bring(out, first);
}

/** Every file of the output folder with its text, copies of discarded ones included. */
function texts(): readonly string[] {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

test.each([
  ['the same plan', second],
  ['another plan, because the contract changed meanwhile', third],
])('killed at any call, the next run with %s leaves exactly its plan and nothing of its own', async (_what, next) => {
  const calls = await callsOfRun(false);
  expect(calls).toBeGreaterThan(12);
  for (let at = 0; at < calls; at += 1) {
    await reset();
    const fileSystem = killedAt(({ number }) => number === at);
    await bring(out, second, { fileSystem }).catch(() => undefined);
    expect(fileSystem.dead(), `killed at call ${at}`).toBe(true);
    const before = differences(out, second);
    expect(
      before.filter((line) => line.includes('edited')),
      `killed at call ${at}`,
    ).toEqual([]);
    await bring(out, next);
    expect(differences(out, next), `killed at call ${at}`).toEqual([]);
    const planned = [...next.files.keys()];
    expect(
      tree(out).filter((path) => !path.endsWith('/')),
      `killed at call ${at}`,
    ).toEqual(planned.sort());
  }
});

test('killed at any call of --force, the edits it discards are in place or kept, never lost', async () => {
  const edit = (): void => {
    writeFileSync(join(out, 'a.ts'), 'edit of a\n');
    writeFileSync(join(out, 'd/e/f.ts'), 'edit of f\n');
  };
  edit();
  const calls = await callsOfRun(true);
  for (let at = 0; at < calls; at += 1) {
    await reset();
    edit();
    await bring(out, second, { force: true, fileSystem: killedAt(({ number }) => number === at) }).catch(
      () => undefined,
    );
    expect(texts(), `killed at call ${at}`).toEqual(expect.arrayContaining(['edit of a\n', 'edit of f\n']));
    await bring(out, second, { force: true });
    expect(differences(out, second)).toEqual([]);
    expect(texts(), `after a kill at call ${at}`).toEqual(expect.arrayContaining(['edit of a\n', 'edit of f\n']));
  }
});

test('killed at any call, an edit made before the next run stays and is seen as one', async () => {
  const calls = await callsOfRun(false);
  for (let at = 0; at < calls; at += 1) {
    await reset();
    await bring(out, second, { fileSystem: killedAt(({ number }) => number === at) }).catch(() => undefined);
    for (const path of ['a.ts', 'g/new.ts']) {
      mkdirSync(join(out, 'g'), { recursive: true });
      writeFileSync(join(out, path), `by hand in ${path}\n`);
    }
    await bring(out, first).catch(() => undefined);
    expect(texts(), `killed at call ${at}`).toEqual(
      expect.arrayContaining(['by hand in a.ts\n', 'by hand in g/new.ts\n']),
    );
  }
});

test('a refusal of the disk at any call before the journal leaves everything as it was, and no trace', async () => {
  const calls = await callsOfRun(false);
  let staged = 0;
  for (let at = 0; at < calls; at += 1) {
    await reset();
    const before = tree(out);
    const result = await bring(out, second, {
      fileSystem: refusing('ENOSPC', ({ number }) => number === at),
    }).catch((error: unknown) => ({ during: 'locking', error }));
    if (!('during' in result)) continue;
    if (result.during === 'writing') {
      await bring(out, second);
      expect(differences(out, second), `refused at call ${at}`).toEqual([]);
      continue;
    }
    staged += 1;
    expect(tree(out), `refused at call ${at}`).toEqual(before);
    expect(differences(out, first), `refused at call ${at}`).toEqual([]);
  }
  expect(staged).toBeGreaterThan(5);
});

test('the manifest is written last: until then it speaks of the files as they were', async () => {
  const order: string[] = [];
  await bring(out, second, {
    fileSystem: observed(({ name, args }) => {
      if (name === 'rename') order.push(args[1]?.slice(out.length + 1) ?? '');
    }),
  });
  expect(order).toEqual(['.authwright/journal.json', 'a.ts', 'c/c.ts', 'g/new.ts', manifestPath]);
});

test('a staged text that a power cut damaged is not moved into place, and the next run writes it', async () => {
  const fileSystem = killedAt(({ name, args }) => name === 'rename' && args[1]?.endsWith('a.ts') === true);
  await bring(out, second, { fileSystem }).catch(() => undefined);
  const staging = readdirSync(join(out, '.authwright')).find((name) => name.startsWith('staging-')) ?? '';
  for (const name of readdirSync(join(out, '.authwright', staging)))
    writeFileSync(join(out, '.authwright', staging, name), 'half of');
  await bring(out, third);
  expect(differences(out, third)).toEqual([]);
});

test("an empty file, as a power cut may leave one, is nobody's work", async () => {
  writeFileSync(join(out, 'a.ts'), '');
  expect(differences(out, first)).toEqual(['a.ts outdated']);
});

test.each([
  ['is no JSON', '{ "started": '],
  [
    'names a path outside of the folder',
    JSON.stringify({
      started: '2026-01-01T00:00:00.000Z',
      staging: 'staging-ab',
      discarded: 'discarded/2026',
      manifest: null,
      steps: [{ kind: 'discard', path: '../precious.txt' }],
    }),
  ],
  [
    'has a staging folder elsewhere',
    JSON.stringify({
      started: '2026-01-01T00:00:00.000Z',
      staging: '../..',
      discarded: 'discarded/2026',
      manifest: null,
      steps: [],
    }),
  ],
])('a journal that %s is removed and does nothing', async (_what, journal) => {
  project.write('precious.txt', 'precious');
  project.write('generated/.authwright/journal.json', journal);
  await bring(out, first);
  expect(project.read('precious.txt')).toBe('precious');
  expect(tree(out).filter((path) => path.startsWith('.'))).toEqual([]);
});

test('a journal does not write through a folder that has become a link', async () => {
  const fileSystem = killedAt(({ name, args }) => name === 'rename' && args[1]?.endsWith('a.ts') === true);
  await bring(out, second, { fileSystem }).catch(() => undefined);
  rmSync(join(out, 'c'), { recursive: true });
  mkdirSync(project.path('elsewhere'));
  project.write('elsewhere/c.ts', 'c\n');
  symlinkSync(project.path('elsewhere'), join(out, 'c'), 'junction');
  await bring(out, second).catch(() => undefined);
  expect(project.read('elsewhere/c.ts')).toBe('c\n');
});

test('a journal moves nothing away through a folder that has become a link', async () => {
  writeFileSync(join(out, 'c/c.ts'), 'edit of c\n');
  const fileSystem = killedAt(({ name, args }) => name === 'rename' && args[1]?.endsWith('c.ts') === true);
  await bring(out, second, { force: true, fileSystem }).catch(() => undefined);
  rmSync(join(out, 'c'), { recursive: true });
  project.write('elsewhere/c.ts', 'theirs\n');
  symlinkSync(project.path('elsewhere'), join(out, 'c'), 'junction');
  await bring(out, second).catch(() => undefined);
  expect(project.read('elsewhere/c.ts')).toBe('theirs\n');
});
