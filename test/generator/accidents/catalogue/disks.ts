import { nodeFileSystem, type FileSystem } from '../../../../generator/write/file-system.js';
import { caseInsensitive } from '../../write/case-insensitive.js';
import { refusing } from '../../write/faults.js';
import type { Chapter } from '../accident.js';
import { contractPath, handler, otherSummary, readme, withoutDelete } from '../contracts.js';
import { movesTo } from './interruptions.js';

/** A file system on which one kind of question has one answer. */
function failing(code: string, name: 'read' | 'kind' | 'checkWritable', at: string): FileSystem {
  return {
    ...nodeFileSystem,
    [name](path: string) {
      if (path.replaceAll('\\', '/').endsWith(at)) throw Object.assign(new Error(code), { code, path });
      return nodeFileSystem[name](path);
    },
  };
}

/** Disks that refuse. */
export const disks: Chapter = {
  title: 'Disks',
  accidents: [
    {
      what: 'The disk is full when the run begins',
      async act({ project, run }) {
        project.write(contractPath, otherSummary);
        await run(
          'generate',
          {},
          refusing('ENOSPC', ({ name }) => name === 'create'),
        );
        await run('check');
      },
    },
    {
      what: 'The disk becomes full while files are staged',
      async act({ project, run }) {
        project.write(contractPath, otherSummary);
        await run(
          'generate',
          {},
          refusing('ENOSPC', ({ name, args }) => name === 'create' && /staging-\w+.3$/.test(args[0] ?? '')),
        );
        await run('generate');
      },
    },
    {
      what: 'The disk becomes full when the manifest is written',
      async act({ project, run }) {
        project.write(contractPath, otherSummary);
        await run(
          'generate',
          {},
          refusing('ENOSPC', ({ name, args }) => name === 'create' && args[0]?.endsWith('manifest.draft') === true),
        );
        await run('check');
        await run('generate');
      },
    },
    {
      what: 'The file system is read-only and there is nothing to write',
      async act({ run }) {
        await run(
          'generate',
          {},
          refusing('EROFS', () => true),
        );
      },
    },
    {
      what: 'The file system is read-only and there is something to write',
      async act({ project, run }) {
        project.write(contractPath, otherSummary);
        await run(
          'generate',
          {},
          refusing('EROFS', () => true),
        );
      },
    },
    {
      what: 'A folder of emitted files is read-only',
      async act({ project, run }) {
        project.write(contractPath, otherSummary);
        await run('generate', {}, failing('EACCES', 'checkWritable', 'operations/list-notes'));
      },
    },
    {
      what: 'An emitted file cannot be read',
      async act({ project, byHand, run }) {
        byHand(handler, 'append');
        project.write(contractPath, otherSummary);
        await run('generate --force', { force: true }, failing('EACCES', 'read', handler));
      },
    },
    {
      what: 'The path of an emitted file is too long',
      async act({ run }) {
        await run('generate', {}, failing('ENAMETOOLONG', 'kind', 'operations/list-notes'));
      },
    },
    {
      what: 'Another program holds an emitted file',
      async act({ project, run }) {
        project.write(contractPath, otherSummary);
        await run('generate', {}, refusing('EBUSY', movesTo(readme)));
        await run('generate');
      },
    },
    {
      what: 'The name of an operation changes in case only, where case does not count',
      async act({ project, run, note }) {
        const fileSystem = caseInsensitive(project.folder);
        const manifest = project.read('generated/manifest.json');
        fileSystem.rename(
          project.path('generated/operations/delete-note'),
          project.path('generated/operations/Delete-Note'),
        );
        project.write(
          'generated/manifest.json',
          manifest.replaceAll('"operations/delete-note/', '"operations/Delete-Note/'),
        );
        note('an earlier contract had led to operations/Delete-Note');
        await run('generate', {}, fileSystem);
      },
    },
    {
      what: 'A file of the team differs from a removed one in case only, where case counts',
      async act({ project, byHand, run }) {
        byHand('generated/operations/delete-note/Handler.ts');
        project.write(contractPath, withoutDelete);
        await run('generate');
      },
    },
  ],
};
