import { applyJournal, lookAhead, type Applied } from './apply.js';
import { lookInto, type Look } from './entry.js';
import { nodeFileSystem, type FileSystem } from './file-system.js';
import { readJournal } from './journal.js';
import { takeLock, type Lock, type LockHolder, type Patience } from './lock.js';
import { removeStaging, workFolderName, workFolderOf, type WorkFolder } from './work-folder.js';

/** A run that did not come to its end, as the next one finds it. */
export interface Unfinished {
  /** When it began to write, ISO 8601; undefined when its journal cannot be read. */
  readonly started: string | undefined;
}

/** What rolling an unfinished run forward came to. */
export interface Recovered extends Unfinished, Applied {
  /** The folder below the output folder that discarded files went to; null when there are none. */
  readonly discardedTo: string | null;
}

/** The right to write into an output folder. */
export interface Session {
  /** Gives up the lock and leaves nothing behind that is not needed any more. */
  readonly close: () => void;
}

/** Takes the lock of an output folder, which is made if need be. */
export async function openSession(
  out: string,
  patience: Patience,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<Session | { readonly holder: LockHolder | undefined }> {
  const work = workFolderOf(out);
  const existed = fileSystem.kind(out) !== 'absent';
  const removeFolders = (): void => {
    removeIfEmpty(fileSystem, work.folder);
    if (!existed) removeIfEmpty(fileSystem, out);
  };
  try {
    const lock = await takeLock(fileSystem, work, patience);
    if ('holder' in lock) return lock;
    return { close: () => closeSession(fileSystem, work, lock, removeFolders) };
  } catch (error) {
    removeFolders();
    throw error;
  }
}

function closeSession(fileSystem: FileSystem, work: WorkFolder, lock: Lock, removeFolders: () => void): void {
  tidy(fileSystem, work);
  lock.release();
  removeFolders();
}

/** The run that did not come to its end, if there is one. Reads only. */
export function unfinishedRun(out: string, fileSystem: FileSystem = nodeFileSystem): Unfinished | undefined {
  const journal = readJournal(fileSystem, workFolderOf(out));
  if (journal === undefined) return undefined;
  return { started: journal === 'damaged' ? undefined : journal.started };
}

/** The folder as an unfinished run will leave it; as it is when there is none. Reads only. */
export function lookPastUnfinished(out: string, fileSystem: FileSystem = nodeFileSystem): Look {
  const work = workFolderOf(out);
  const journal = readJournal(fileSystem, work);
  return journal === undefined || journal === 'damaged'
    ? lookInto(fileSystem, out)
    : lookAhead(fileSystem, out, work, journal);
}

/** Finishes a run that did not come to its end. To be called in a session. */
export function rollForward(out: string, fileSystem: FileSystem = nodeFileSystem): Recovered | undefined {
  const work = workFolderOf(out);
  const journal = readJournal(fileSystem, work);
  if (journal === undefined) return undefined;
  if (journal === 'damaged') {
    fileSystem.remove(work.journal);
    return { started: undefined, written: [], removed: [], kept: [], lost: [], discardedTo: null };
  }
  const applied = applyJournal(fileSystem, out, work, journal);
  fileSystem.remove(work.journal);
  const discards = journal.steps.some(({ kind }) => kind === 'discard');
  return {
    ...applied,
    started: journal.started,
    discardedTo: discards ? `${workFolderName}/${journal.discarded}` : null,
  };
}

/** Whether a run that was killed left something behind that the next session would remove. Reads only. */
export function hasLeftovers(out: string, fileSystem: FileSystem = nodeFileSystem): boolean {
  const { folder } = workFolderOf(out);
  return (
    fileSystem.kind(folder) === 'folder' &&
    fileSystem.list(folder).some((name) => name !== 'discarded' && name !== '.gitignore')
  );
}

/** Removes what only a run at work needs. Copies of discarded files stay, and the rule that git ignores them. */
function tidy(fileSystem: FileSystem, work: WorkFolder): void {
  try {
    // What an unfinished run has staged is still needed.
    if (readJournal(fileSystem, work) !== undefined) return;
    removeStaging(fileSystem, work);
    for (const draft of ['journal.draft', 'manifest.draft'].map((name) => work.path(name))) {
      if (fileSystem.kind(draft) === 'file') fileSystem.remove(draft);
    }
    if (fileSystem.list(work.folder).every((name) => name === 'lock' || name === '.gitignore')) {
      if (fileSystem.kind(work.path('.gitignore')) === 'file') fileSystem.remove(work.path('.gitignore'));
    }
  } catch {
    // What stays behind is in nobody's way: the next run that writes removes it.
  }
}

function removeIfEmpty(fileSystem: FileSystem, folder: string): void {
  try {
    fileSystem.removeFolder(folder);
  } catch {
    // Not empty, or another run is at work in it.
  }
}
