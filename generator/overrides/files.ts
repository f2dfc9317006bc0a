import { readFileSync, readdirSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { diagnostic, type Reporter } from '../diagnostics/diagnostic.js';

/** The hand-written files, by their path below the overrides folder (with `/`), sorted. */
export interface OverrideFiles {
  /** Absolute. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Reads every TypeScript, template and text file below the folder. A missing folder is an empty one. */
export function readOverrideFiles(folderPath: string, reporter: Reporter): OverrideFiles {
  const folder = resolve(folderPath);
  const files = new Map<string, string>();
  for (const path of listFiles(folder)) {
    const name = relative(folder, path).split(sep).join('/');
    if (leavesFolder(folder, path)) {
      reporter.report(
        diagnostic('AW507', { file: path, pointer: '#' }, `${name} is a link that leads out of the overrides folder`),
      );
      continue;
    }
    files.set(name, readFileSync(path, 'utf8'));
  }
  return { folder, files };
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && /\.(ts|hbs|md)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.split(sep).includes('node_modules'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function leavesFolder(folder: string, path: string): boolean {
  try {
    return !realpathSync(path).startsWith(realpathSync(folder) + sep);
  } catch {
    return true;
  }
}
