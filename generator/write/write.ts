import { mkdirSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { manifestPath } from '../plan/manifest.js';
import type { Comparison, FileComparison } from './compare.js';

/** What a run did to the output folder, as paths below it. */
export interface WriteReport {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  /** Files of an earlier run that were edited since, and so stay. */
  readonly kept: readonly string[];
  readonly unchanged: number;
}

/** What writing would do, or has done. */
export function writeReport(comparison: Comparison, force: boolean): WriteReport {
  const paths = (wanted: (file: FileComparison) => boolean): string[] =>
    comparison.files.filter(wanted).map((file) => file.path);
  return {
    created: paths((file) => file.state === 'missing'),
    updated: paths((file) => file.state === 'outdated' || file.state === 'edited'),
    removed: paths((file) => file.state === 'orphaned' || (force && file.state === 'orphaned-edited')),
    kept: paths((file) => !force && file.state === 'orphaned-edited'),
    unchanged: comparison.files.filter((file) => file.state === 'unchanged').length,
  };
}

/** The files that were edited by hand and would be overwritten. */
export function handEdits(comparison: Comparison): readonly FileComparison[] {
  return comparison.files.filter((file) => file.state === 'edited');
}

/**
 * Brings the output folder in line with the plan. Everything new is written to a staging folder first and then
 * renamed into place file by file, the manifest last, so that a crash leaves whole files only.
 */
export function writeFolder(folder: string, comparison: Comparison, force: boolean): WriteReport {
  const report = writeReport(comparison, force);
  const changed = comparison.files.filter((file) => file.planned !== undefined && file.state !== 'unchanged');
  mkdirSync(folder, { recursive: true });
  const staging = join(folder, '.staging');
  rmSync(staging, { recursive: true, force: true });
  for (const file of changed) writeInto(staging, file);
  for (const file of changed) if (file.path !== manifestPath) moveIntoPlace(staging, folder, file.path);
  for (const path of report.removed) {
    rmSync(join(folder, path), { force: true });
    removeEmptyFolders(folder, dirname(join(folder, path)));
  }
  // The manifest last: until then the folder is what the old one says, or more.
  if (changed.some((file) => file.path === manifestPath)) moveIntoPlace(staging, folder, manifestPath);
  rmSync(staging, { recursive: true, force: true });
  return report;
}

function moveIntoPlace(staging: string, folder: string, path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  renameSync(join(staging, path), join(folder, path));
}

function writeInto(staging: string, file: FileComparison): void {
  const path = join(staging, file.path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, file.planned ?? '');
}

/** A folder that only held what was removed goes too. */
function removeEmptyFolders(root: string, folder: string): void {
  for (
    let current = folder;
    relative(root, current) !== '' && !relative(root, current).startsWith('..');
    current = dirname(current)
  ) {
    try {
      if (readdirSync(current).length > 0) return;
      rmdirSync(current);
    } catch {
      return;
    }
  }
}
