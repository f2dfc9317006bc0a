import { rmSync, writeFileSync } from 'node:fs';
import type { FileSystem } from '../../../../generator/write/file-system.js';
import type { Accident, Chapter } from '../accident.js';
import { broken, contractPath, orphan, otherSummary, readme, thirdSummary, withoutDelete } from '../contracts.js';
import type { Scene } from '../scene.js';
import { killedAt, type Call } from '../../write/faults.js';

/** Runs `generate` in a process that is killed at a call; what comes after is up to the caller. */
export async function killed(scene: Scene, when: (call: Call) => boolean, force = false): Promise<void> {
  const fileSystem: FileSystem & { readonly dead: () => boolean } = killedAt(when);
  const { quietly, note } = scene;
  await quietly({ force }, fileSystem).catch(() => undefined);
  if (!fileSystem.dead()) throw new Error('the process was not killed');
  note(`generate${force ? ' --force' : ''} was killed`);
}

/** The call that moves a file to where it belongs. */
export function movesTo(path: string): (call: Call) => boolean {
  return ({ name, args }) => name === 'rename' && args[1]?.replaceAll('\\', '/').endsWith(path) === true;
}

/** At each step of a run, the same: the contract changed, the run was killed, `check` and then `generate` were run. */
const steps: readonly (readonly [string, (call: Call) => boolean])[] = [
  ['before it has the lock', ({ name, args }) => name === 'create' && args[0]?.endsWith('lock') === true],
  ['while files are staged', ({ name, args }) => name === 'create' && /staging-\w+.\d+$/.test(args[0] ?? '')],
  ['before the journal is whole', movesTo('journal.json')],
  [
    'before the first file is removed',
    ({ name, args }) => name === 'remove' && args[0]?.endsWith('handler.ts') === true,
  ],
  ['between two files', movesTo(readme)],
  ['before the manifest', movesTo('generated/manifest.json')],
  [
    'before the journal is removed',
    ({ name, args }) => name === 'remove' && args[0]?.endsWith('journal.json') === true,
  ],
  ['before the lock is removed', ({ name, args }) => name === 'remove' && args[0]?.endsWith('lock') === true],
];

const killedAtSteps = steps.map(([when, call]): Accident => ({
  what: `A run is killed ${when}`,
  async act(scene) {
    const { project, byHand, run } = scene;
    byHand('generated/operations/delete-note/mine.ts');
    project.write(contractPath, withoutDelete.replace('All notes', 'Every note'));
    await killed(scene, call);
    await run('check');
    await run('generate');
  },
}));

/** Runs that did not come to their end. */
export const interruptions: Chapter = {
  title: 'Interruptions',
  accidents: [
    ...killedAtSteps,
    {
      what: 'A run is killed between two files and the contract changes before the next',
      async act(scene) {
        scene.project.write(contractPath, otherSummary);
        await killed(scene, movesTo(readme));
        scene.project.write(contractPath, thirdSummary);
        await scene.run('generate');
      },
    },
    {
      what: 'A run is killed between two files and the contract is broken before the next',
      async act(scene) {
        scene.project.write(contractPath, otherSummary);
        await killed(scene, movesTo(readme));
        scene.project.write(contractPath, broken);
        await scene.run('generate');
      },
    },
    {
      what: 'A run is killed between two files and one is edited before the next',
      async act(scene) {
        scene.project.write(contractPath, otherSummary);
        await killed(scene, movesTo('generated/operations/README.md'));
        scene.byHand(readme, 'append');
        await scene.run('generate');
      },
    },
    {
      what: 'A run with --force is killed after it moved an edit away',
      async act(scene) {
        scene.byHand(readme, 'append');
        scene.project.write(contractPath, otherSummary);
        await killed(scene, movesTo('generated/operations/README.md'), true);
        await scene.run('generate');
      },
    },
    {
      what: 'The run that finishes a killed one is killed as well',
      async act(scene) {
        scene.project.write(contractPath, otherSummary);
        await killed(scene, movesTo('generated/operations/README.md'));
        await killed(scene, movesTo('generated/manifest.json'));
        await scene.run('generate');
      },
    },
    {
      what: 'A dry run follows a killed run',
      async act(scene) {
        scene.project.write(contractPath, otherSummary);
        await killed(scene, movesTo(readme));
        await scene.run('generate --dry-run', { dryRun: true });
      },
    },
    {
      what: 'The first run of all is killed before the manifest',
      async act(scene) {
        rmSync(scene.project.path('generated'), { recursive: true });
        await killed(scene, movesTo('generated/manifest.json'));
        await scene.run('generate');
      },
    },
    {
      what: 'The journal of a killed run is damaged',
      async act(scene) {
        scene.project.write(contractPath, otherSummary);
        await killed(scene, movesTo('generated/operations/README.md'));
        scene.project.write('generated/.authwright/journal.json', '{ "started": "20');
        await scene.run('check');
        await scene.run('generate');
      },
    },
    {
      what: 'A power cut leaves an emitted file empty',
      async act({ project, run }) {
        writeFileSync(project.path(orphan), '');
        writeFileSync(project.path(readme), '');
        await run('generate');
      },
    },
  ],
};
