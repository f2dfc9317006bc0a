import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashText } from '../plan/hash.js';
import { manifestPath, parseManifest, type Manifest } from '../plan/manifest.js';
import type { Plan } from '../plan/plan.js';

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
}

/** The output folder held against a plan. */
export interface Comparison {
  readonly files: readonly FileComparison[];
  /** The manifest on disk; undefined when there is none that can be read. */
  readonly manifest: Manifest | undefined;
}

/** Compares the output folder with a plan. Line ends are not told apart: a checkout may have changed them. */
export function compareFolder(folder: string, plan: Plan): Comparison {
  const manifestText = readText(join(folder, manifestPath));
  const manifest = manifestText === undefined ? undefined : parseManifest(manifestText);
  const written = manifest?.files ?? {};
  const planned = [...plan.files].map(([path, file]): FileComparison => {
    const current = readText(join(folder, path));
    return {
      path,
      current,
      planned: file.content,
      state: plannedState(path, current, file.content, written[path]?.hash),
    };
  });
  const orphans = Object.entries(written).flatMap(([path, entry]): FileComparison[] => {
    const current = plan.files.has(path) ? undefined : readText(join(folder, path));
    if (current === undefined) return [];
    const state = hashText(current) === entry.hash ? 'orphaned' : 'orphaned-edited';
    return [{ path, current, planned: undefined, state }];
  });
  return { manifest, files: [...planned, ...orphans].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function plannedState(
  path: string,
  current: string | undefined,
  planned: string,
  written: string | undefined,
): FileState {
  if (current === undefined) return 'missing';
  if (current === planned) return 'unchanged';
  // The manifest has no hash of itself; it is never edited by hand, only out of date.
  if (path === manifestPath || hashText(current) === written) return 'outdated';
  return 'edited';
}

/** The text of a file with its line ends as they are emitted; undefined when there is no such file. */
function readText(path: string): string | undefined {
  try {
    if (!lstatSync(path).isFile()) return undefined;
    return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}
