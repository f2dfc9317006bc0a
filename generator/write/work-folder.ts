import { join } from 'node:path';
import type { FileSystem } from './file-system.js';

/**
 * The folder inside the output folder that holds what a run needs while it writes, and copies of what `--force`
 * discarded. It is on the same file system, so that a rename moves a file into place, and git ignores it.
 */
export const workFolderName = '.authwright';

/** Where the parts of the work folder are. */
export interface WorkFolder {
  readonly folder: string;
  readonly lock: string;
  readonly journal: string;
  /** Anything below it. */
  readonly path: (...parts: string[]) => string;
}

/** The work folder of an output folder. */
export function workFolderOf(out: string): WorkFolder {
  const path = (...parts: string[]): string => join(out, workFolderName, ...parts);
  return { folder: path(), lock: path('lock'), journal: path('journal.json'), path };
}

/** Makes the work folder. Its own ignore rule keeps it out of git wherever the output folder lies. */
export function makeWorkFolder(fileSystem: FileSystem, work: WorkFolder): void {
  fileSystem.makeFolder(work.folder);
}

/** Lets git ignore everything in the work folder; to be called with the lock held. */
export function ignoreWorkFolder(fileSystem: FileSystem, work: WorkFolder): void {
  if (fileSystem.kind(work.path('.gitignore')) === 'absent') fileSystem.create(work.path('.gitignore'), '*\n');
}

/** Removes staged files that no journal speaks of any more; to be called with the lock held. */
export function removeStaging(fileSystem: FileSystem, work: WorkFolder): void {
  for (const name of fileSystem.list(work.folder)) {
    if (!/^staging-[0-9a-f]+$/.test(name) || fileSystem.kind(work.path(name)) !== 'folder') continue;
    for (const file of fileSystem.list(work.path(name))) fileSystem.remove(work.path(name, file));
    fileSystem.removeFolder(work.path(name));
  }
}
