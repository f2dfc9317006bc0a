import { dirname, join } from 'node:path';
import { errorCode, type FileSystem } from './file-system.js';

/** What stands at a path of the output folder. */
export type Entry =
  | { readonly kind: 'absent' }
  /** A file, with its line ends as they are emitted. */
  | { readonly kind: 'file'; readonly text: string }
  /** A link in place of the file. Renaming over it replaces the link and leaves what it names alone. */
  | { readonly kind: 'link' }
  /** Something that no run may replace: in words that follow the path. */
  | { readonly kind: 'obstacle'; readonly obstacle: string };

/** Looks at a path below the output folder. */
export type Look = (path: string) => Entry;

/** Looks at the folder as it is on disk. No link is followed, neither the file itself nor a folder above it. */
export function lookInto(fileSystem: FileSystem, folder: string): Look {
  const folders = new Map<string, string | undefined>([['.', undefined]]);
  const folderObstacle = (path: string): string | undefined => {
    if (folders.has(path)) return folders.get(path);
    const above = folderObstacle(dirname(path));
    const found = above ?? obstacleOfFolder(fileSystem.kind(join(folder, path)), path);
    folders.set(path, found);
    return found;
  };
  return (path) => {
    try {
      const obstacle = folderObstacle(dirname(path));
      return obstacle === undefined ? entryAt(fileSystem, join(folder, path)) : { kind: 'obstacle', obstacle };
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined) throw error;
      return { kind: 'obstacle', obstacle: `cannot be read: ${reason(code)}` };
    }
  };
}

function entryAt(fileSystem: FileSystem, path: string): Entry {
  const kind = fileSystem.kind(path);
  if (kind === 'file') return { kind, text: fileSystem.read(path).replaceAll('\r\n', '\n') };
  if (kind === 'folder') return { kind: 'obstacle', obstacle: 'is a folder' };
  return kind === 'other' ? { kind: 'obstacle', obstacle: 'is no regular file' } : { kind };
}

function obstacleOfFolder(kind: ReturnType<FileSystem['kind']>, path: string): string | undefined {
  if (kind === 'absent' || kind === 'folder') return undefined;
  return kind === 'link' ? `lies below ${path}, which is a link` : `lies below ${path}, which is no folder`;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'the path is too long',
  EMFILE: 'too many open files',
  EBUSY: 'another program holds it',
  EIO: 'the disk reports an error',
};

/** An error code in words, followed by the code. */
export function reason(code: string): string {
  return reasons[code] === undefined ? code : `${reasons[code]} (${code})`;
}
