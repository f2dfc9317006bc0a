import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import type { TemporaryProject } from '../../../support/project.js';
import type { Chapter } from '../accident.js';
import { contract, contractPath, otherSummary, readme, thirdSummary, withoutDelete } from '../contracts.js';
import type { Scene } from '../scene.js';

/** The emitted files of another contract, by their path below the project. */
async function emittedFrom({ project, quietly }: Scene, text: string): Promise<ReadonlyMap<string, string>> {
  const before = project.read(contractPath);
  project.write(contractPath, text);
  await quietly();
  const files = new Map([...project.files('generated')].map(([path, content]) => [`generated/${path}`, content]));
  project.write(contractPath, before);
  return files;
}

/** A merge of two texts as git leaves it where both sides changed a line: with its markers. */
function conflicted(ours: string, theirs: string): string {
  const [left, right] = [ours.split('\n'), theirs.split('\n')];
  if (left.length !== right.length) return `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> theirs\n`;
  const lines = left.map((line, index) => {
    const other = right[index] ?? '';
    return line === other ? line : `<<<<<<< HEAD\n${line}\n=======\n${other}\n>>>>>>> theirs`;
  });
  return lines.join('\n');
}

/** Leaves the output folder as a merge of two contracts would, with conflict markers wherever they differ. */
async function merge(scene: Scene, ours: string, theirs: string): Promise<void> {
  const right = await emittedFrom(scene, theirs);
  const left = await emittedFrom(scene, ours);
  for (const [path, text] of left) {
    const other = right.get(path) ?? text;
    if (other !== text) scene.project.write(path, conflicted(text, other));
  }
  scene.note('a merge left conflict markers in every file that differs');
}

function toCrlf(project: TemporaryProject): void {
  for (const [path, text] of project.files('generated'))
    project.write(`generated/${path}`, text.replaceAll('\n', '\r\n'));
}

/** What version control does to a folder. */
export const merges: Chapter = {
  title: 'Version control',
  accidents: [
    {
      what: 'A merge leaves conflict markers in emitted files and in the manifest',
      async act(scene) {
        await merge(scene, otherSummary, thirdSummary);
        scene.project.write(contractPath, otherSummary.replace('deleteNote', 'removeNote'));
        await scene.run('generate');
      },
    },
    {
      what: 'A merge leaves conflict markers in an emitted file that was edited before',
      async act(scene) {
        await merge(scene, otherSummary, thirdSummary);
        scene.byHand(readme, 'append');
        scene.project.write(contractPath, contract);
        await scene.run('generate');
        await scene.run('generate --force', { force: true });
      },
    },
    {
      what: 'A merge leaves conflict markers and check is run',
      async act(scene) {
        await merge(scene, otherSummary, thirdSummary);
        scene.project.write(contractPath, otherSummary);
        await scene.run('check');
      },
    },
    {
      what: 'A merge brought emitted files that equal the plan, and an older manifest',
      async act(scene) {
        const manifest = scene.project.read('generated/manifest.json');
        await emittedFrom(scene, otherSummary);
        scene.project.write('generated/manifest.json', manifest);
        scene.project.write(contractPath, otherSummary);
        await scene.run('generate');
      },
    },
    {
      what: 'Only one family is asked for while the manifest has conflict markers',
      async act(scene) {
        await merge(scene, otherSummary, thirdSummary);
        scene.project.write(contractPath, otherSummary);
        await scene.run('generate --only schemas', { only: ['schemas'] });
      },
    },
    {
      what: 'A branch switch changes the contract, and git does not track the output folder',
      async act({ project, run }) {
        project.write(contractPath, withoutDelete);
        await run('generate');
      },
    },
    {
      what: 'A branch switch brings back contract, emitted files and manifest',
      async act(scene) {
        const before = await emittedFrom(scene, contract);
        await emittedFrom(scene, withoutDelete);
        for (const [path, text] of before) scene.project.write(path, text);
        scene.project.write(contractPath, contract);
        await scene.run('generate');
      },
    },
    {
      what: 'A stash takes the manifest back and leaves new files that it does not track',
      async act(scene) {
        const before = await emittedFrom(scene, withoutDelete);
        await emittedFrom(scene, contract);
        for (const [path, text] of before) scene.project.write(path, text);
        scene.project.write(contractPath, withoutDelete);
        scene.note('git stash: changed files go back, files that git does not track stay');
        await scene.run('generate');
      },
    },
    {
      what: 'A checkout turns every line end into CRLF',
      async act({ project, run }) {
        toCrlf(project);
        await run('check');
        await run('generate');
      },
    },
    {
      what: 'A checkout with CRLF meets a changed contract and an edit',
      async act({ project, byHand, run }) {
        toCrlf(project);
        project.write(contractPath, otherSummary);
        byHand(readme, 'append');
        await run('generate');
      },
    },
    {
      what: 'Git removes every file that it does not track, copies of discarded edits among them',
      async act({ project, run }) {
        project.write(readme, 'an edit\n');
        await run('generate --force', { force: true });
        rmSync(project.path('generated/.authwright'), { recursive: true });
        await run('generate');
      },
    },
  ],
};

const now = (): string => new Date().toISOString();

/** Several runs that want the same folder. */
export const rivals: Chapter = {
  title: 'Several at once',
  accidents: [
    {
      what: 'Another run holds the lock for too long',
      async act({ project, byHand, run }) {
        byHand('generated/operations/list-notes/mine.ts');
        const holder = { pid: process.ppid, host: hostname(), since: now(), id: 'x' };
        project.write('generated/.authwright/lock', JSON.stringify(holder));
        project.write(contractPath, otherSummary);
        await run('generate');
        rmSync(project.path('generated/.authwright'), { recursive: true });
        await run('generate');
      },
    },
    {
      what: 'A run that was killed left its lock',
      async act({ project, run }) {
        const holder = { pid: 2 ** 30, host: hostname(), since: now(), id: 'x' };
        project.write('generated/.authwright/lock', JSON.stringify(holder));
        project.write(contractPath, otherSummary);
        await run('generate');
      },
    },
    {
      what: 'Another run finishes while this one waits, and was of another contract',
      async act({ project, run, note }) {
        project.write(contractPath, otherSummary);
        const { kind, ...others } = (await import('../../../../generator/write/file-system.js')).nodeFileSystem;
        let overtaken: Promise<number> | undefined;
        const fileSystem = {
          kind,
          ...others,
          create(path: string, text: string, flush?: 'flush') {
            // This run has planned and wants the lock; meanwhile the contract changes and another one runs.
            if (path.endsWith('lock') && !overtaken) {
              project.write(contractPath, thirdSummary);
              project.write(
                'generated/manifest.json',
                project.read('generated/manifest.json').replace(/("contract": ")\w/, '$1f'),
              );
              overtaken = Promise.resolve(0);
            }
            others.create(path, text, flush);
          },
        };
        await run('generate', {}, fileSystem);
        note('the plan was made anew from the contract as it was by then');
        await run('check');
      },
    },
    {
      what: 'A file is edited between the look at it and its replacement',
      async act({ project, byHand, run }) {
        project.write(contractPath, otherSummary);
        const { nodeFileSystem } = await import('../../../../generator/write/file-system.js');
        let done = false;
        const fileSystem = {
          ...nodeFileSystem,
          rename(from: string, to: string) {
            nodeFileSystem.rename(from, to);
            if (!done && to.endsWith('journal.json')) byHand(readme, 'append');
            done ||= to.endsWith('journal.json');
          },
        };
        await run('generate', {}, fileSystem);
        await run('generate');
      },
    },
  ],
};
