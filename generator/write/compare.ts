import { join } from 'node:path';
import { manifestPath, type Manifest } from '../plan/manifest.js';
import type { Plan } from '../plan/plan.js';
import { lookInto, type Entry, type Look } from './entry.js';
import { nodeFileSystem, type FileSystem } from './file-system.js';
import { readWritten, type Written } from './written.js';

/** How a file on disk stands to the plan. */
export type FileState =
  /** Equal to the plan. */
  | 'unchanged'
  /** Planned and not there. */
  | 'missing'
  /** As last written, and planned differently. */
  | 'outdated'
  /** Neither as last written nor as planned. */
  | 'edited'
  /** Written by an earlier run, not planned any more, and as written. */
  | 'orphaned'
  /** Written by an earlier run, not planned any more, and edited since. */
  | 'orphaned-edited';

/** One file that is planned, or was. */
export interface FileComparison {
  readonly path: string;
  readonly state: FileState;
  /** The text on disk. */
  readonly current: string | undefined;
  /** The planned text. */
  readonly planned: string | undefined;
  /** What else than a file stands there, in words that follow the path. */
  readonly instead?: string;
  /** Whether no run may replace what stands there, not even with `--force`. */
  readonly blocked?: boolean;
}

/** The output folder held against a plan. */
export interface Comparison {
  readonly files: readonly FileComparison[];
  /** The manifest on disk; undefined when there is none that can be read. */
  readonly manifest: Manifest | undefined;
  /** What the manifest on disk is worth. */
  readonly record: Written['record'];
  /** Names of old and new where only the case of a path changed, on a file system that does not tell them apart. */
  readonly respelt: readonly { readonly from: string; readonly to: string }[];
}

/** What a comparison looks at, where that is not the whole folder as it is on disk. */
export interface CompareOptions {
  readonly fileSystem?: FileSystem;
  /** Instead of the disk: the folder as an unfinished run will leave it. */
  readonly look?: Look;
  /** Only the files of these families. */
  readonly families?: ReadonlySet<string>;
}

/** Compares the output folder with a plan. Line ends are not told apart: a checkout may have changed them. */
export function compareFolder(folder: string, plan: Plan, options: CompareOptions = {}): Comparison {
  const fileSystem = options.fileSystem ?? nodeFileSystem;
  const look = options.look ?? lookInto(fileSystem, folder);
  const written = readWritten(look);
  const respelt = findRespelt(fileSystem, folder, plan, written);
  const oldNames = new Map(respelt.map(({ from, to }) => [to, from]));
  const planned = [...plan.files].map(([path, { content }]) =>
    compareFile(path, content, look(path), written, oldNames.get(path)),
  );
  const gone = [...written.files].filter(
    ([path, { family }]) =>
      !plan.files.has(path) &&
      !respelt.some(({ from }) => from === path) &&
      (options.families === undefined || (family !== undefined && options.families.has(family))),
  );
  const orphans = gone.flatMap(([path]) => compareOrphan(path, look(path), written));
  return {
    manifest: written.manifest,
    record: written.record,
    respelt,
    files: [...planned, ...orphans].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function compareFile(
  path: string,
  planned: string,
  entry: Entry,
  written: Written,
  oldName: string | undefined,
): FileComparison {
  const file = { path, planned, current: entry.kind === 'file' ? entry.text : undefined };
  if (entry.kind === 'absent') return { ...file, state: 'missing' };
  if (entry.kind === 'link') return { ...file, state: 'edited', instead: 'is a link' };
  if (entry.kind === 'obstacle') return { ...file, state: 'edited', instead: entry.obstacle, blocked: true };
  if (entry.text === planned) return { ...file, state: oldName === undefined ? 'unchanged' : 'outdated' };
  return { ...file, state: isOwn(path, entry.text, written, oldName) ? 'outdated' : 'edited' };
}

function isOwn(path: string, text: string, written: Written, oldName: string | undefined): boolean {
  // An empty file holds nobody's work. A power cut may leave one.
  if (text === '') return true;
  // The manifest has no hash of itself; it is never edited by hand, only out of date.
  if (path === manifestPath) return written.record !== 'foreign';
  return written.wrote(oldName ?? path, text);
}

function compareOrphan(path: string, entry: Entry, written: Written): FileComparison[] {
  // A file below what is no folder any more is as gone as one that was deleted.
  if (entry.kind === 'absent' || entry.kind === 'obstacle') return [];
  const file = { path, planned: undefined };
  if (entry.kind === 'link') return [{ ...file, current: undefined, state: 'orphaned-edited', instead: 'is a link' }];
  const own = entry.text === '' || written.wrote(path, entry.text);
  return [{ ...file, current: entry.text, state: own ? 'orphaned' : 'orphaned-edited' }];
}

/** Old names that differ from a planned one in case only, and name the same file. */
function findRespelt(fileSystem: FileSystem, folder: string, plan: Plan, written: Written): Comparison['respelt'] {
  const byLowerCase = new Map([...plan.files.keys()].map((path) => [path.toLowerCase(), path]));
  return [...written.files.keys()].flatMap((from) => {
    const to = plan.files.has(from) ? undefined : byLowerCase.get(from.toLowerCase());
    return to !== undefined && isSameFile(fileSystem, join(folder, from), join(folder, to)) ? [{ from, to }] : [];
  });
}

function isSameFile(fileSystem: FileSystem, one: string, other: string): boolean {
  try {
    return fileSystem.identity(one) === fileSystem.identity(other);
  } catch {
    return false;
  }
}
