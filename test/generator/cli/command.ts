import { resolve } from 'node:path';
import { check } from '../../../generator/cli/check.js';
import { generate } from '../../../generator/cli/generate.js';
import { actionsIo, type Io } from '../../../generator/cli/io.js';
import type { Finished, TemporaryProject } from '../../support/project.js';

/**
 * Runs a command in this process instead of one of its own, which is ten times as fast: everything but the parsing of
 * flags. For putting projects into a state, and for the many variants of what another test has seen on the real one.
 */
export async function command(
  project: TemporaryProject,
  name: 'generate' | 'check',
  ...flags: ('--json' | '--force' | '--dry-run' | '--types' | '--full' | '--in-actions')[]
): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  const plain: Io = {
    out: (text: string) => void (stdout += text),
    err: (text: string) => void (stderr += text),
    folder: project.folder,
    colour: false,
  };
  const io = flags.includes('--in-actions') ? actionsIo(plain, project.folder) : plain;
  const options = {
    contract: resolve(project.folder, 'contract'),
    out: resolve(project.folder, 'generated'),
    overrides: resolve(project.folder, 'overrides'),
    json: flags.includes('--json'),
    force: flags.includes('--force'),
    dryRun: flags.includes('--dry-run'),
    types: flags.includes('--types'),
    full: flags.includes('--full'),
  };
  const code = name === 'generate' ? await generate(options, io) : await check(options, io);
  return { code, stdout, stderr };
}
