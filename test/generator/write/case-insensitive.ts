import { join, relative, sep } from 'node:path';
import { nodeFileSystem, type FileSystem } from '../../../generator/write/file-system.js';

/**
 * A file system that keeps the case of names and does not tell them apart by it, as the usual ones of macOS and
 * Windows do: below a folder, a path means the entry of that name in whatever case, if there is one.
 */
export function caseInsensitive(root: string): FileSystem {
  const find = (path: string): string => {
    const way = relative(root, path);
    if (way === '' || way.startsWith('..')) return path;
    return way.split(sep).reduce((folder, name) => join(folder, existing(folder, name) ?? name), root);
  };
  return {
    kind: (path) => nodeFileSystem.kind(find(path)),
    identity: (path) => nodeFileSystem.identity(find(path)),
    read: (path) => nodeFileSystem.read(find(path)),
    checkWritable: (folder) => nodeFileSystem.checkWritable(find(folder)),
    list: (folder) => nodeFileSystem.list(find(folder)),
    makeFolder: (folder) => nodeFileSystem.makeFolder(find(folder)),
    create: (path, text, flush) => nodeFileSystem.create(find(path), text, flush),
    rename(from, to) {
      const source = find(from);
      // What is renamed to another case of its own name gets the new one; what is renamed over another keeps that.
      nodeFileSystem.rename(source, source === find(to) ? to : find(to));
    },
    remove: (path) => nodeFileSystem.remove(find(path)),
    removeFolder: (folder) => nodeFileSystem.removeFolder(find(folder)),
  };
}

function existing(folder: string, name: string): string | undefined {
  try {
    const names = nodeFileSystem.list(folder);
    return names.includes(name) ? name : names.find((one) => one.toLowerCase() === name.toLowerCase());
  } catch {
    return undefined;
  }
}
