import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import type { Chapter } from '../accident.js';
import { contractPath, handler, orphan, otherSummary, readme, withoutDelete } from '../contracts.js';

/** Emitted files that someone changed. */
export const edits: Chapter = {
  title: 'Edits',
  accidents: [
    {
      what: 'An emitted file is edited and the contract stays',
      async act({ byHand, run }) {
        byHand(handler, 'append');
        await run('generate');
      },
    },
    {
      what: 'An emitted file is edited and the contract changes',
      async act({ project, byHand, run }) {
        byHand(readme, 'append');
        project.write(contractPath, otherSummary);
        await run('generate');
      },
    },
    {
      what: 'Two emitted files are edited and --force discards both',
      async act({ byHand, run }) {
        byHand(handler, 'append');
        byHand(readme, 'append');
        await run('generate --force', { force: true });
        await run('check');
      },
    },
    {
      what: 'Edits are discarded twice, a copy of each remains',
      async act({ byHand, run }) {
        byHand(handler, 'append');
        await run('generate --force', { force: true });
        byHand(readme, 'append');
        await run('generate --force', { force: true });
      },
    },
    {
      what: 'A dry run meets an edit',
      async act({ byHand, run }) {
        byHand(handler, 'append');
        await run('generate --dry-run', { dryRun: true });
      },
    },
    {
      what: 'A dry run with --force meets an edit',
      async act({ byHand, run }) {
        byHand(handler, 'append');
        await run('generate --force --dry-run', { dryRun: true, force: true });
      },
    },
    {
      what: 'An emitted file is deleted',
      async act({ project, run }) {
        rmSync(project.path(handler));
        await run('generate');
      },
    },
    {
      what: 'A folder of emitted files is deleted',
      async act({ project, run }) {
        rmSync(project.path('generated/operations'), { recursive: true });
        await run('generate');
      },
    },
    {
      what: 'The whole output folder is deleted',
      async act({ project, run }) {
        rmSync(project.path('generated'), { recursive: true });
        await run('generate');
      },
    },
    {
      what: 'An emitted file is emptied',
      async act({ project, run }) {
        project.write(handler, '');
        await run('generate');
      },
    },
    {
      what: 'An emitted file is renamed and edited',
      async act({ project, byHand, run }) {
        renameSync(project.path(handler), project.path('generated/operations/list-notes/my-handler.ts'));
        byHand('generated/operations/list-notes/my-handler.ts', 'append');
        await run('generate');
      },
    },
    {
      what: 'A file that is no longer emitted was edited',
      async act({ project, byHand, run }) {
        byHand(orphan);
        project.write(contractPath, withoutDelete);
        await run('generate');
      },
    },
    {
      what: 'A file that is no longer emitted was edited and --force discards it',
      async act({ project, byHand, run }) {
        byHand(orphan);
        project.write(contractPath, withoutDelete);
        await run('generate --force', { force: true });
      },
    },
    {
      what: 'A file of the team stands among files that are no longer emitted',
      async act({ project, byHand, run }) {
        byHand('generated/operations/delete-note/mine.ts');
        project.write(contractPath, withoutDelete);
        await run('generate');
      },
    },
    {
      what: 'A file of the team stands where a new operation is emitted',
      async act({ project, byHand, quietly, run }) {
        project.write(contractPath, withoutDelete);
        await quietly();
        byHand(orphan);
        project.write(contractPath, otherSummary);
        await run('generate');
      },
    },
    {
      what: 'A folder stands where a file is emitted',
      async act({ project, byHand, run }) {
        rmSync(project.path(handler));
        mkdirSync(project.path(handler));
        byHand(`${handler}/notes.ts`);
        await run('generate --force', { force: true });
      },
    },
    {
      what: 'A file stands where a folder is emitted',
      async act({ project, byHand, run }) {
        rmSync(project.path('generated/operations/list-notes'), { recursive: true });
        byHand('generated/operations/list-notes');
        await run('generate --force', { force: true });
      },
    },
    {
      what: 'An emitted file is replaced by a link to a file elsewhere',
      async act({ project, byHand, run }) {
        byHand('elsewhere/handler.ts');
        rmSync(project.path(handler));
        symlinkSync(project.path('elsewhere/handler.ts'), project.path(handler));
        await run('generate');
        await run('generate --force', { force: true });
      },
    },
    {
      what: 'A folder of emitted files is replaced by a link that leads out',
      async act({ project, byHand, run }) {
        renameSync(project.path('generated/operations/list-notes'), project.path('elsewhere'));
        byHand('elsewhere/handler.ts', 'append');
        symlinkSync(project.path('elsewhere'), project.path('generated/operations/list-notes'), 'junction');
        project.write(contractPath, otherSummary);
        await run('generate --force', { force: true });
      },
    },
    {
      what: 'Files that are no longer emitted lie behind a link that leads out',
      async act({ project, byHand, run }) {
        renameSync(project.path('generated/operations/delete-note'), project.path('elsewhere'));
        byHand('elsewhere/mine.ts');
        symlinkSync(project.path('elsewhere'), project.path('generated/operations/delete-note'), 'junction');
        project.write(contractPath, withoutDelete);
        await run('generate');
      },
    },
    {
      what: 'The mode of an emitted file is changed',
      async act({ project, run }) {
        chmodSync(project.path(handler), 0o444);
        chmodSync(project.path(readme), 0o755);
        project.write(contractPath, otherSummary);
        await run('generate');
      },
    },
  ],
};
