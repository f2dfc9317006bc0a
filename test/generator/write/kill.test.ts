import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Plan } from '../../../generator/plan/plan.js';
import { temporaryProject } from '../../support/project.js';
import { bring, differences, planOf, tree } from './folder.js';

const project = temporaryProject('kill');
afterAll(() => project.remove());

/** Twelve files, of which each version has two of its own. */
function version(number: number): Plan {
  const names = Array.from({ length: 10 }, (_, index) => `folder-${index % 3}/file-${index}.ts`);
  return planOf({
    ...Object.fromEntries(names.map((name) => [name, `version ${number} of ${name}\n`])),
    [`only-${number}/a.ts`]: 'a\n',
    [`only-${number}/b.ts`]: 'b\n',
  });
}

const versions = [version(0), version(1), version(2)];

/** Starts a process that writes one version after the other; settles once it has made so many changes on the disk. */
function startWriter(out: string, changes: number): Promise<ChildProcess> {
  const plans = versions.map(({ files }) => [...files].map(([path, { content }]) => [path, content]));
  const script = join(import.meta.dirname, 'writer.js');
  const child = spawn(process.execPath, [script, out, JSON.stringify(plans)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let seen = 0;
  return new Promise((reached, failed) => {
    child.on('error', failed);
    child.stdout.on('data', (dots: Buffer) => {
      seen += dots.length;
      if (seen >= changes) reached(child);
    });
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once('close', done));
  child.kill('SIGKILL');
  await gone;
}

/** After how many changes the writer is killed: spread over its first rounds. */
const moments = Array.from({ length: 25 }, (_, index) => 1 + ((index * 37) % 45));

test('a process killed at any moment, twenty-five times, leaves a folder that the next run brings in line', async () => {
  const out = project.path('generated');
  await bring(out, version(0));
  project.write('generated/folder-0/mine.ts', 'mine\n');
  let unfinished = 0;
  for (const [round, moment] of moments.entries()) {
    await kill(await startWriter(out, moment));
    unfinished += Number(tree(out).includes('.authwright/journal.json'));
    const next = versions[round % versions.length] as Plan;
    // Whatever it was killed at: each file is of some version, whole, and none counts as edited.
    expect(differences(out, next).filter((line) => line.includes('edited'))).toEqual([]);
    await bring(out, next);
    expect(differences(out, next)).toEqual([]);
    expect(tree(out).filter((path) => !path.endsWith('/'))).toEqual([...next.files.keys(), 'folder-0/mine.ts'].sort());
  }
  // Else the kills had missed what they are for.
  expect(unfinished).toBeGreaterThan(0);
  expect(project.read('generated/folder-0/mine.ts')).toBe('mine\n');
}, 180_000);

test('three processes that write into one folder at once leave one whole version', async () => {
  const out = project.path('shared');
  const children = await Promise.all([startWriter(out, 100), startWriter(out, 100), startWriter(out, 100)]);
  await Promise.all(children.map(kill));
  writeFileSync(project.path('shared/mine.ts'), 'mine\n');
  await bring(out, version(1));
  expect(differences(out, version(1))).toEqual([]);
  expect(tree(out).filter((path) => !path.endsWith('/'))).toEqual([...version(1).files.keys(), 'mine.ts'].sort());
}, 60_000);
