import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { nodeFileSystem, type FileSystem } from './file-system.js';
import { workFolderName } from './work-folder.js';

/** Where the inputs of a run lie, as absolute paths. */
export interface InputFolders {
  /** The folder that the command runs in. */
  readonly working: string;
  readonly contractFile: string;
  readonly overrides: string;
}

/**
 * Why a folder cannot be the output folder whatever it holds, in words that follow its name; undefined when it can.
 * Output must lie apart from everything that people write, so that nothing of theirs is ever in its way.
 */
export function locationFault(
  out: string,
  inputs: InputFolders,
  fileSystem: FileSystem = nodeFileSystem,
): string | undefined {
  return placeFault(real(out), inputs, fileSystem) ?? kindFault(out, fileSystem);
}

function placeFault(out: string, inputs: InputFolders, fileSystem: FileSystem): string | undefined {
  const [working, contractFile, overrides] = [inputs.working, inputs.contractFile, inputs.overrides].map(real) as [
    string,
    string,
    string,
  ];
  if (isWithin(working, out)) return working === out ? 'is the working folder' : 'holds the working folder';
  if (isWithin(overrides, out)) return overrides === out ? 'is the overrides folder' : 'holds the overrides folder';
  if (isWithin(contractFile, out)) return 'holds the contract';
  if (isWithin(out, overrides)) return 'lies in the overrides folder';
  const contractFolder = dirname(contractFile);
  if (isWithin(out, contractFolder) && !isProject(contractFolder, working, overrides, fileSystem))
    return "lies in the contract's folder";
  return undefined;
}

/** A contract at the top of a project has everything else beside it. */
function isProject(folder: string, working: string, overrides: string, fileSystem: FileSystem): boolean {
  return (
    isWithin(working, folder) ||
    isWithin(overrides, folder) ||
    fileSystem.kind(join(folder, 'package.json')) !== 'absent'
  );
}

function kindFault(out: string, fileSystem: FileSystem): string | undefined {
  const kind = fileSystem.kind(out);
  if (kind === 'link') return 'is a link';
  if (kind !== 'absent' && kind !== 'folder') return 'is a file';
  const work = fileSystem.kind(join(out, workFolderName));
  return work === 'absent' || work === 'folder' ? undefined : `holds ${workFolderName}, which is no folder`;
}

/** Whether a path is a folder, or lies below it. */
function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path);
}

/** The path with the links in its existing part followed. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(real(parent), basename(path));
  }
}
