import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { manifestPath } from '../plan/manifest.js';
import { applyJournal } from './apply.js';
import type { Comparison, FileComparison } from './compare.js';
import { nodeFileSystem, type FileSystem } from './file-system.js';
import { isDiscarded, stepsOf, writeJournal, type Journal } from './journal.js';
import { ignoreWorkFolder, makeWorkFolder, removeStaging, workFolderName, workFolderOf } from './work-folder.js';

/** What a run did to the output folder, as paths below it. */
export interface WriteReport {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  /** Files of an earlier run that were edited since, and so stay. */
  readonly kept: readonly string[];
  /** Files that `--force` took out of the way. */
  readonly discarded: readonly string[];
  /** The folder below the output folder that discarded files went to; null when there are none, or none yet. */
  readonly discardedTo: string | null;
  /** Files that someone changed while the run was writing. They stay as they were changed. */
  readonly changedMeanwhile: readonly string[];
  readonly unchanged: number;
}

/** A run that the file system stopped. */
export interface WriteFailure {
  /** Before the first file was touched, or between the first and the last one: then the next run goes on. */
  readonly during: 'staging' | 'writing';
  readonly error: unknown;
}

/** What writing would do. */
export function writeReport(comparison: Comparison, force: boolean): WriteReport {
  const paths = (wanted: (file: FileComparison) => boolean): string[] =>
    comparison.files.filter(wanted).map((file) => file.path);
  return {
    created: paths((file) => file.state === 'missing'),
    updated: paths((file) => file.state === 'outdated' || file.state === 'edited'),
    removed: paths((file) => file.state === 'orphaned' || (force && file.state === 'orphaned-edited')),
    kept: paths((file) => !force && file.state === 'orphaned-edited'),
    discarded: force ? paths(isDiscarded) : [],
    discardedTo: null,
    changedMeanwhile: [],
    unchanged: comparison.files.filter((file) => file.state === 'unchanged').length,
  };
}

/** Whether there is nothing to write. */
export function isSettled({ files }: Comparison, force: boolean): boolean {
  return files.every(({ state }) => state === 'unchanged' || (!force && state === 'orphaned-edited'));
}

/**
 * Brings the output folder in line with the plan: all of it or nothing. What is new is staged first, then a journal is
 * written, and only then are files replaced, one rename each, the manifest last. The caller holds the lock.
 */
export function writeFolder(
  out: string,
  comparison: Comparison,
  force: boolean,
  fileSystem: FileSystem = nodeFileSystem,
): WriteReport | WriteFailure {
  const work = workFolderOf(out);
  const started = new Date().toISOString();
  const journal: Journal = {
    started,
    staging: `staging-${randomBytes(8).toString('hex')}`,
    discarded: `discarded/${started.replaceAll(/[:.]/g, '-')}`,
    steps: stepsOf(comparison, force),
    manifest: comparison.files.find(isChangedManifest)?.planned ?? null,
  };
  try {
    makeWorkFolder(fileSystem, work);
    ignoreWorkFolder(fileSystem, work);
    removeStaging(fileSystem, work);
    checkFolders(fileSystem, out, journal);
    stage(fileSystem, work.path(journal.staging), comparison, journal);
    writeJournal(fileSystem, work, journal);
  } catch (error) {
    return { during: 'staging', error };
  }
  try {
    const { kept } = applyJournal(fileSystem, out, work, journal);
    fileSystem.remove(work.journal);
    removeStaging(fileSystem, work);
    const report = writeReport(comparison, force);
    const done = (path: string): boolean => !kept.includes(path);
    return {
      ...report,
      created: report.created.filter(done),
      updated: report.updated.filter(done),
      removed: report.removed.filter(done),
      discardedTo: report.discarded.length > 0 ? `${workFolderName}/${journal.discarded}` : null,
      changedMeanwhile: kept,
    };
  } catch (error) {
    return { during: 'writing', error };
  }
}

function isChangedManifest({ path, state }: FileComparison): boolean {
  return path === manifestPath && state !== 'unchanged';
}

/** What can be known to fail fails before the first file is touched. */
function checkFolders(fileSystem: FileSystem, out: string, { steps }: Journal): void {
  for (const folder of new Set(steps.map(({ path }) => dirname(path)))) {
    let nearest = folder;
    while (fileSystem.kind(join(out, nearest)) === 'absent') nearest = dirname(nearest);
    fileSystem.checkWritable(join(out, nearest));
  }
}

function stage(fileSystem: FileSystem, staging: string, { files }: Comparison, { steps }: Journal): void {
  const planned = new Map(files.map((file) => [file.path, file.planned ?? '']));
  fileSystem.makeFolder(staging);
  for (const step of steps) {
    if (step.kind === 'write') fileSystem.create(join(staging, step.staged), planned.get(step.path) ?? '');
  }
}
