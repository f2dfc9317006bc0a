import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';

/** What is found at a path. A link is never followed. */
export type EntryKind = 'absent' | 'file' | 'folder' | 'link' | 'other';

/**
 * Everything that writing asks of a file system, one function for each request, so that a test can refuse one, count
 * them, or end the process at one. All throw Node's errors.
 */
export interface FileSystem {
  /** @throws for anything but absence: no permission, a name too long */
  readonly kind: (path: string) => EntryKind;
  /** The same for two paths that name one file, as on a file system that does not tell case apart. */
  readonly identity: (path: string) => string;
  readonly read: (path: string) => string;
  /** @throws when files may not be made, renamed or removed in the folder */
  readonly checkWritable: (folder: string) => void;
  /** The names in a folder, sorted. */
  readonly list: (folder: string) => readonly string[];
  /** Makes the folder and those above it; one that exists is left alone. */
  readonly makeFolder: (folder: string) => void;
  /** Writes a file that does not exist yet, all of it or nothing. With `flush` it is on the disk before the call returns. */
  readonly create: (path: string, text: string, flush?: 'flush') => void;
  /** Renames a file or a link, over another one if need be. */
  readonly rename: (from: string, to: string) => void;
  /** Removes a file or a link. */
  readonly remove: (path: string) => void;
  /** Removes an empty folder. */
  readonly removeFolder: (folder: string) => void;
}

/** The code of an error of the file system, such as `ENOSPC`; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The real one. */
export const nodeFileSystem: FileSystem = {
  kind(path) {
    try {
      const entry = lstatSync(path);
      if (entry.isSymbolicLink()) return 'link';
      return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
    } catch (error) {
      // Below a file there is nothing: that it is no folder shows when the folder itself is looked at.
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return 'absent';
      throw error;
    }
  },
  identity(path) {
    const { dev, ino } = lstatSync(path, { bigint: true });
    return `${dev}:${ino}`;
  },
  read: (path) => readFileSync(path, 'utf8'),
  checkWritable: (folder) => accessSync(folder, constants.W_OK | constants.X_OK),
  list: (folder) => readdirSync(folder).sort(),
  makeFolder: (folder) => void mkdirSync(folder, { recursive: true }),
  create(path, text, flush) {
    const file = openSync(path, 'wx');
    try {
      writeFileSync(file, text);
      if (flush) fsyncSync(file);
      closeSync(file);
    } catch (error) {
      closeSync(file);
      unlinkSync(path);
      throw error;
    }
  },
  rename: (from, to) => patiently(() => renameSync(from, to)),
  remove: (path) => patiently(() => unlinkSync(path)),
  removeFolder: (folder) => rmdirSync(folder),
};

const pauses: readonly number[] = process.platform === 'win32' ? [10, 20, 50, 100, 200, 400] : [];

/** On Windows a virus scanner or an editor may hold a file for a moment; elsewhere the first refusal is the last word. */
function patiently(action: () => void): void {
  for (const pause of pauses) {
    try {
      return action();
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  action();
}
