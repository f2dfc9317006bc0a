import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import type { Chapter } from '../accident.js';
import { contractPath, handler, otherSummary } from '../contracts.js';

/** Output folders that are not what they seem, or stand where none may. */
export const folders: Chapter = {
  title: 'Output folders',
  accidents: [
    {
      what: 'The output folder belongs to somebody else',
      async act({ project, byHand, run }) {
        byHand('docs/guide.md');
        await run('generate --out docs', { out: project.path('docs') });
      },
    },
    {
      what: 'A folder of somebody else is adopted with --force',
      async act({ project, byHand, run }) {
        rmSync(project.path('generated'), { recursive: true });
        byHand('generated/README.md');
        byHand('generated/guide.md');
        await run('generate --force', { force: true });
      },
    },
    {
      what: 'The output folder holds the manifest of another program',
      async act({ project, byHand, run }) {
        byHand('public/manifest.json');
        await run('generate --out public', { out: project.path('public') });
      },
    },
    {
      what: 'The output folder is empty',
      async act({ project, run }) {
        rmSync(project.path('generated'), { recursive: true });
        mkdirSync(project.path('generated'));
        await run('generate');
      },
    },
    {
      what: 'The output folder holds only what a killed run left',
      async act({ project, run }) {
        rmSync(project.path('generated'), { recursive: true });
        project.write('generated/.authwright/staging-0a1b/0', 'half of a fi');
        project.write('generated/.authwright/.gitignore', '*\n');
        await run('generate');
      },
    },
    {
      what: 'The output folder is the project itself',
      async act({ project, byHand, run }) {
        byHand('README.md');
        await run('generate --out .', { out: project.folder, force: true });
      },
    },
    {
      what: 'The output folder is the overrides folder',
      async act({ project, byHand, run }) {
        byHand('overrides/operations/list-notes/helper.ts');
        await run('generate --out overrides', { out: project.path('overrides'), force: true });
      },
    },
    {
      what: 'The output folder lies in the overrides folder',
      async act({ project, run }) {
        await run('generate --out overrides/generated', { out: project.path('overrides/generated') });
      },
    },
    {
      what: 'The output folder holds the overrides',
      async act({ project, byHand, run }) {
        byHand('backend/overrides/operations/list-notes/helper.ts');
        await run('generate --out backend --overrides backend/overrides', {
          out: project.path('backend'),
          overrides: project.path('backend/overrides'),
        });
      },
    },
    {
      what: "The output folder is the contract's folder",
      async act({ project, run }) {
        await run('generate --out contract', { out: project.path('contract'), force: true });
      },
    },
    {
      what: "The output folder lies in the contract's folder",
      async act({ project, run }) {
        await run('generate --out contract/generated', { out: project.path('contract/generated') });
      },
    },
    {
      what: 'The output folder is a file',
      async act({ project, byHand, run }) {
        byHand('notes.txt');
        await run('generate --out notes.txt', { out: project.path('notes.txt'), force: true });
      },
    },
    {
      what: 'The output folder is a link',
      async act({ project, byHand, run }) {
        renameSync(project.path('generated'), project.path('elsewhere'));
        byHand('elsewhere/mine.ts');
        symlinkSync(project.path('elsewhere'), project.path('generated'), 'junction');
        project.write(contractPath, otherSummary);
        await run('generate');
      },
    },
    {
      what: 'The folder of the lock and the journal is a link that leads out',
      async act({ project, byHand, run }) {
        byHand('elsewhere/lock');
        symlinkSync(project.path('elsewhere'), project.path('generated/.authwright'), 'junction');
        project.write(contractPath, otherSummary);
        await run('generate');
      },
    },
    {
      what: 'The manifest is deleted and nothing else changed',
      async act({ project, run }) {
        rmSync(project.path('generated/manifest.json'));
        await run('generate');
      },
    },
    {
      what: 'The manifest is deleted and the contract changes',
      async act({ project, byHand, run }) {
        rmSync(project.path('generated/manifest.json'));
        byHand(handler, 'append');
        project.write(contractPath, otherSummary);
        await run('generate');
        await run('generate --force', { force: true });
      },
    },
    {
      what: 'The manifest is damaged',
      async act({ project, run }) {
        project.write('generated/manifest.json', project.read('generated/manifest.json').slice(0, 700));
        await run('generate');
      },
    },
    {
      what: 'The manifest names a file outside of the output folder',
      async act({ project, byHand, run }) {
        byHand('precious.ts');
        const manifest = project
          .read('generated/manifest.json')
          .replace('"files": {', '"files": {\n    "../precious.ts": { "hash": "", "pointer": "#" },');
        project.write('generated/manifest.json', manifest);
        await run('generate --force', { force: true });
      },
    },
  ],
};
